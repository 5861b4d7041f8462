"""How much is read of anything, in bytes."""

DOCUMENT_LIMIT = 16 << 20
DOWNLOAD_LIMIT = 1 << 30  # a corpus is one download
CHUNK = 1 << 20


def in_mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"
