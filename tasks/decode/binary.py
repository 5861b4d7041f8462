"""Bytes that are no text, told by their first bytes or by their control characters."""

from __future__ import annotations

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
OFFICE_FOLDERS = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"mimetypeapplication/", "an office or e-book file"),
)
CONTROLS = [chr(c) for c in (*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F)]
MOST_CONTROLS = 0.01


def looks_like(content: bytes) -> str | None:
    """What the first bytes say that this is, in words; None where they tell of no such thing."""
    if content.startswith(b"PK\x03\x04"):
        head = content[:8192]
        return next((name for folder, name in OFFICE_FOLDERS if folder in head), "a ZIP archive")
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "a WebP image", b"WAVE": "a WAV recording"}.get(content[8:12], "an AVI film")
    if content.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return "a BMP image"
    if content[4:8] == b"ftyp":
        return "an MP4 or HEIF file"
    return next((name for signature, name in SIGNATURES if content.startswith(signature)), None)


def control_fault(text: str) -> str | None:
    """In words, that too much of a decoded text is control characters; a stray one is taken out with the rest of the damage."""
    controls = sum(map(text.count, CONTROLS))
    if controls <= max(1, MOST_CONTROLS * len(text)):
        return None
    nuls = text.count("\0")
    return (
        f"binary data: {nuls} NUL bytes in {len(text)} characters" if nuls else f"binary data: {controls} control characters in {len(text)}"
    )
