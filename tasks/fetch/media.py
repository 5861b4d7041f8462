"""The media type of a document: what its bytes prove, else what the server told, else what its name or its first bytes suggest."""

from __future__ import annotations

from pathlib import PurePath

PLAIN = "text/plain"
HTML = "text/html"
_BY_SUFFIX = {
    ".txt": PLAIN, ".text": PLAIN, ".md": "text/markdown", ".csv": "text/csv", ".json": "application/json",
    ".html": HTML, ".htm": HTML, ".shtml": HTML, ".shtm": HTML, ".xhtml": "application/xhtml+xml", ".xml": "application/xml",
}  # fmt: skip
# Servers send these for anything that they don't know.
_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download")
_PAGE_STARTS = (b"<!doctype html", b"<html")
_BOMS = (b"\xff\xfe", b"\xfe\xff")
SNIFFED = 1024


def media_type(head: bytes, name: str, told: str | None = None) -> str:
    """`head` is the first SNIFFED bytes or more, `name` the file's, `told` the server's word."""
    if b"%PDF-" in head[:SNIFFED]:
        return "application/pdf"
    if told and told not in _SAYS_NOTHING:
        return told
    by_name = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if by_name:
        return by_name
    start = head[:SNIFFED].lower()
    if any(mark in start for mark in _PAGE_STARTS):
        return HTML
    if b"\0" in start and not start.startswith(_BOMS):
        return "application/octet-stream"
    return PLAIN
