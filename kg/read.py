"""Files → Documents. Whatever can't be used is a Skipped with a sentence that says why; the rest is read all the same."""
from __future__ import annotations

import glob
import gzip
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard
from charset_normalizer import from_bytes

from kg.records import Document, Skipped

ENDINGS = (".txt", ".jsonl", ".jsonl.gz", ".jsonl.zst")
SIGNATURES = {b"%PDF": "a PDF file", b"PK\x03\x04": "a zip archive or an Office document", b"\x89PNG": "an image",
              b"\xff\xd8\xff": "an image", b"GIF8": "an image", b"\xd0\xcf\x11\xe0": "an old Office document"}
MOST = 64 * 2**20    # bytes of one article; a larger .txt is no article
CHINESE = re.compile("[㐀-鿿豈-﫿]")
UNUSUAL = re.compile("[^\\s -~　-〿＀-￯‐-›㐀-鿿·×—…]")


def read(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Document | Skipped]:
    """Every article of `sources` (files, folders with all folders in them, globs), in an order that depends
    on the names of the files alone; a file that is named twice is read once.

    The text is as decoded (UTF-8, UTF-16 with a byte order mark, GB 18030), line ends and all; a byte order mark
    is no part of it. The text of a .jsonl record is its title, a newline and its text, unless the
    text begins with the title. Ids are file names without ending (of records: their id, else file name and line);
    where two articles have one id, the later gets the name of its folder before it, or a number behind it.
    """
    files, missing = _files(sources)
    taken: set[str] = set()
    for path in files:
        for item in _articles(path):
            yield _unique(item, taken) if isinstance(item, Document) else item
    yield from missing


def _files(sources: Iterable[str | os.PathLike[str]]) -> tuple[list[Path], list[Skipped]]:
    found: dict[str, Path] = {}
    missing = []
    for source in sorted(map(os.fspath, sources)):
        path = Path(source)
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(ENDINGS)]
            if not inside:
                missing.append(Skipped(source, f"The folder {source} has no articles ({', '.join(ENDINGS)}) in it."))
        elif path.exists():
            inside = [path]
        else:
            inside = [Path(p) for p in glob.glob(source, recursive=True) if Path(p).is_file()]
            if not inside:
                missing.append(Skipped(source, f"There is no file or folder {source}; check the spelling."))
        for p in inside:
            found.setdefault(os.path.realpath(p), p)
    return sorted(found.values(), key=lambda p: (p.name, p.parts[:-1])), missing


def _articles(path: Path) -> Iterator[Document | Skipped]:
    name = path.name.lower()
    try:
        if name.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst")):
            yield from _records(path)
            return
        if path.stat().st_size > MOST:
            yield Skipped(str(path), f"{path} is larger than {MOST >> 20} MiB, which is no single article; split it or give it as .jsonl.")
            return
        text = decode(path.read_bytes())
    except ValueError as error:
        yield Skipped(str(path), f"{path} {error}.")
    except OSError as error:
        yield Skipped(str(path), f"{path} could not be read ({error.strerror or error}).")
    else:
        yield Document(path.stem, text, path=str(path))


def decode(data: bytes) -> str:
    """The text of a file. Raises ValueError with the rest of a sentence ("is empty", …) if it is none."""
    if not data.strip():
        raise ValueError("is empty; remove it or fill it")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise ValueError(f"is {kind}, not text; save its text as a .txt file in UTF-8")
    text = _decoded(data)
    if not CHINESE.search(text):
        raise ValueError("has no Chinese text in it; only Chinese articles can be read")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ValueError("begins like UTF-16 but is broken; save it again as UTF-8") from error
    if b"\0" in data:
        raise ValueError("is a binary file, not text; save its text as a .txt file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # a few bytes cut off or damaged in a file that is UTF-8 otherwise must not make it GB 18030
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"]).best()
        text = str(best) if best else ""
    if not text or len(UNUSUAL.findall(text)) > 0.05 * len(text):
        raise ValueError("is in an encoding that could not be recognised; save it again as UTF-8")
    return text


def _records(path: Path) -> Iterator[Document | Skipped]:
    stem = re.sub(r"\.jsonl(\.gz|\.zst)?$", "", path.name, flags=re.IGNORECASE)
    number = 0
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, path, stem, number)
    except (OSError, EOFError, zstandard.ZstdError) as error:
        after = f" after line {number}" if number else ""
        yield Skipped(str(path), f"{path} is damaged or can't be unpacked{after} ({error}); make or fetch it again.")
    else:
        if not number:
            yield Skipped(str(path), f"{path} is empty; remove it or fill it.")


def _open(path: Path) -> io.BufferedIOBase:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rb")
    if path.name.lower().endswith(".zst"):
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(open(path, "rb"), closefd=True))
    return open(path, "rb")


def _record(line: bytes, path: Path, stem: str, number: int) -> Document | Skipped:
    def skipped(why: str) -> Skipped:
        return Skipped(f"{path}:{number}", f"Line {number} of {path} {why}.")

    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return skipped("is not a JSON record in UTF-8")
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return skipped('is not a record with a "text"')
    text, title = record["text"], str(record.get("title") or "")
    if not CHINESE.search(text):
        return skipped("has no Chinese text in it")
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    date = re.match(r"\d{4}-\d{2}-\d{2}", str(record.get("date") or ""))
    return Document(str(record.get("id") or f"{stem}-{number}"), text, title, date.group() if date else "",
                    str(record.get("source") or ""), f"{path}:{number}")


def _unique(document: Document, taken: set[str]) -> Document:
    id_ = document.id
    if id_ in taken:
        id_ = f"{Path(document.path).parent.name}-{document.id}".strip("-")
    base, n = id_, 1
    while id_ in taken:
        n += 1
        id_ = f"{base}-{n}"
    taken.add(id_)
    return document if id_ == document.id else Document(id_, document.text, document.title, document.date, document.source, document.path)
