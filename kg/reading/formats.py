"""The kinds of files that can be read: by their ending, and by how they begin, for many have a wrong one."""
from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module

from kg.reading import decoding
from kg.reading.base import Found, Source, Unusable

FORMATS = {   # ending: module and function that read it
    ".txt": ("text", "read"),
    ".md": ("text", "read_markdown"),
    ".html": ("web", "read"), ".htm": ("web", "read"), ".xhtml": ("web", "read"), ".shtml": ("web", "read"),
    ".docx": ("word", "read"),
    ".pdf": ("pdf", "read"),
    ".csv": ("tables", "read_csv"), ".tsv": ("tables", "read_csv"),
    ".xlsx": ("tables", "read_xlsx"),
    ".json": ("tables", "read_json"),
    ".jsonl": ("lines", "read"), ".jsonl.gz": ("lines", "read"), ".jsonl.zst": ("lines", "read"),
    ".eml": ("mail", "read"), ".mht": ("mail", "read"), ".mhtml": ("mail", "read"),
    ".zip": ("archive", "read"),
}
ENDINGS = tuple(sorted(FORMATS, key=lambda e: (-len(e), e)))   # .jsonl.gz before .gz
SHOWN = ".txt, .md, .html, .docx, .pdf, .csv, .xlsx, .json, .jsonl (also .gz, .zst), .eml and .zip"
PACKED = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
NO_TEXT = (   # how files begin that hold no text that could be read
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as .docx, or its text as .txt"),
    (b"{\\rtf", "a rich-text document; save it as .docx, or its text as .txt"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\x89PNG", "an image; recognise its text first"),
    (b"\xff\xd8\xff", "an image; recognise its text first"),
    (b"GIF8", "an image; recognise its text first"),
)


def ending(name: str) -> str:
    """The ending of a file name that can be read, in lower case, or ""."""
    lower = name.lower()
    return next((e for e in ENDINGS if lower.endswith(e)), "")


def read(source: Source) -> Iterator[Found]:
    """What the file holds; raises Unusable, or OSError, if it can't be read, or not to its end."""
    module, function = FORMATS[_kind(source)]
    reader: Callable[[Source], Iterator[Found]] = getattr(import_module(f"kg.reading.{module}"), function)
    yield from reader(source)


def _kind(source: Source) -> str:
    """The ending that the file should have."""
    named = ending(source.name)
    if named.startswith(".jsonl"):
        return named
    with source.open() as file:
        start = file.read(1 << 16)
        if start.startswith(b"PK\x03\x04"):
            return _packed(file)
    if start.startswith(b"%PDF"):
        return ".pdf"
    for magic, what in NO_TEXT:
        if start.startswith(magic):
            raise Unusable(f"The file is no text but {what}.")
    if named == ".txt" and b"<" in start[:4096]:
        from kg.reading import web

        found = decoding.decode(start) or decoding.Decoded(start.decode("latin-1"), "")
        if web.is_page(found.text[:20_000]):
            return ".html"
    if named in (".docx", ".xlsx", ".zip", ".pdf") and start.strip():
        kind = {".docx": "Word document", ".xlsx": "Excel workbook", ".zip": "zip archive", ".pdf": "PDF file"}[named]
        raise Unusable(f"The file is no {kind}, whatever its ending says, or a damaged one; save it anew.")
    return named


def _packed(file) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return next((PACKED[name] for name in archive.namelist() if name in PACKED), ".zip")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return ".zip"      # its reader says what is wrong
