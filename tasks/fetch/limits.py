"""How much is read of anything, in bytes."""

DOCUMENT_LIMIT = 16 << 20
DOWNLOAD_LIMIT = 1 << 30  # a corpus is one download
# What a server packed may unpack to this many times its size; text packs to a tenth, a bomb to a thousandth.
UNPACKED_FREELY = 32 << 20
MOST_TIMES = 100
CHUNK = 1 << 20


def in_mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"
