"""Files to Documents: folders, globs, .txt, and records in .jsonl, .jsonl.gz, .jsonl.zst."""
from __future__ import annotations

import codecs
import datetime
import glob
import json
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike

from kg.records import Document, Skipped

ENDINGS = (".jsonl.zst", ".jsonl.gz", ".jsonl", ".txt")
LARGEST = 32 * 1024 * 1024   # bytes of one article; a book has about 2 MB
LINES_TOLD = 20              # bad lines of one file that get a sentence each
HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_DAY = re.compile(r"(\d{4})(?:[-/.年]?(?=\d\d)|[-/.年])(\d\d?)(?:[-/.月]?(?=\d\d)|[-/.月])(\d\d?)(?!\d)")

_BOMS = (   # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF file; copy its text out and save that as .txt"),
    (b"PK\x03\x04", "a zip archive or Office document; unpack it, or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save its text as .txt"),
    (b"{\\rtf", "a rich-text document; save its text as .txt"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"\x89PNG", "an image; recognise its text first"),
    (b"\xff\xd8\xff", "an image; recognise its text first"),
    (b"GIF8", "an image; recognise its text first"),
)


class _Unusable(Exception):
    """Says in a sentence why an input can't be used."""


@dataclass(frozen=True, slots=True)
class _File:
    path: str    # as the user would name it
    real: str    # one file, one name
    stem: str    # its name without the ending


def read(sources: Sequence[str | PathLike[str]] | str | PathLike[str]) -> Iterator[Document | Skipped]:
    """The articles in `sources`, and a Skipped for each input that can't be used; never raises for one.

    A source is a file, a folder (with all folders in it) or a glob. Files of a folder or glob that are no
    articles by their ending are passed over; a file that is named itself is not. A file reached in
    two ways counts once. The order is that of the file names, then of the lines of a file, whatever
    the order of `sources`. Two articles of one name: the later gets the name of its folder (a record:
    of its file) before its own.

    `Document.text` is what the file holds, line ends as they are, without the byte order mark: offsets count after
    it. The text of a record is its title, a line feed, and its text, or the text alone if it starts with the title.
    """
    files, skipped = _find([sources] if isinstance(sources, (str, PathLike)) else sources)
    yield from sorted(skipped)
    taken: set[str] = set()
    for file in files:
        for item in _read_file(file):
            if isinstance(item, Document):
                item = replace(item, id=_unique(item.id, file, taken))
                taken.add(item.id)
            yield item


def decode(data: bytes) -> str | None:
    """The text in `data` without its byte order mark: UTF-8, GB18030 (with GBK, GB2312), or UTF-16/32 with a mark.

    None if it is none of these. Any Chinese bytes *can* be read as GB18030; so the characters that come out must
    mostly be the 3755 common ones (level 1 of GB 2312), of which damaged UTF-8, Big5 or Shift-JIS gives few.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom):], encoding)
    text = _strict(data, "utf-8")
    if text is None:
        text = _strict(data, "gb18030")
        if text is not None and not _plausible(text[:20_000]):
            return None
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> bool:
    foreign = [c for c in text if ord(c) > 0x2FF and not "　" <= c <= "〗" and not "！" <= c <= "～"]
    rows = [c.encode("gb2312", "replace")[0] for c in foreign]
    return sum(0xB0 <= row <= 0xD7 for row in rows) >= 0.8 * len(rows)


# Finding files

def _find(sources: Iterable[str | PathLike[str]]) -> tuple[list[_File], list[Skipped]]:
    """Every file once, in the order of names; and what is wrong with the sources."""
    found: dict[str, str] = {}
    skipped = []
    for source in sources:
        source = os.path.expanduser(os.fspath(source))
        try:
            paths = _expand(source)
        except _Unusable as error:
            skipped.append(Skipped(_printable(source), str(error)))
            continue
        for path in paths:
            real = os.path.realpath(path)
            found[real] = min(path, found.get(real, path))
    files = [_File(path, real, _stem(path)) for real, path in found.items()]
    return sorted(files, key=lambda f: (f.stem, f.real.split(os.sep))), sorted(set(skipped))


def _expand(source: str) -> list[str]:
    if not source or "\0" in source:
        raise _Unusable("That is no name of a file; name a file, a folder or a pattern such as 'articles/*.txt'.")
    if os.path.isdir(source):
        matches = [source]
    elif os.path.lexists(source):
        if not _ending(source):
            kind = os.path.splitext(source)[1]
            named = f"has the ending {kind}" if kind else "has no ending"
            raise _Unusable(f"The file {named}, but articles are {', '.join(reversed(ENDINGS))}; save its text as .txt.")
        return [source]
    elif glob.has_magic(source):
        matches = glob.glob(source, recursive=True)
        if not matches:
            raise _Unusable("No file matches this pattern; check its spelling and the folder that you are in.")
    else:
        raise _Unusable("There is no such file or folder; check its spelling and the folder that you are in.")

    paths = []
    for match in matches:
        if not os.path.isdir(match):
            paths += [match] if _ending(match) else []
            continue
        for folder, folders, names in os.walk(match):
            folders[:] = [f for f in folders if not f.startswith(".") and f != "__MACOSX"]
            paths += [os.path.join(folder, n) for n in names if _ending(n) and not n.startswith(".")]
    if not paths:
        raise _Unusable(f"It holds no article; put files there with the ending {', '.join(reversed(ENDINGS))}.")
    return paths


def _ending(path: str) -> str:
    return next((e for e in ENDINGS if path.lower().endswith(e)), "")


def _stem(path: str) -> str:
    name = os.path.basename(path)
    return _printable(name[: len(name) - len(_ending(name))]) or "_"


def _printable(name: str) -> str:
    """The name of a file whose bytes may be no UTF-8, as text that can be written anywhere."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unique(wanted: str, file: _File, taken: set[str]) -> str:
    """`wanted`, or with the names of as many folders before it as make it unique."""
    parts = [_printable(p) for p in file.real.split(os.sep)[:-1] if p]
    if wanted != file.stem:
        parts.append(file.stem)   # a record: the file is its folder
    name = wanted
    while name in taken and parts:
        name = f"{parts.pop()}-{name}"
    number = 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


# Reading one file

def _read_file(file: _File) -> Iterator[Document | Skipped]:
    shown = _printable(file.path)
    try:
        if not stat.S_ISREG(os.stat(file.path).st_mode):
            raise _Unusable("It is neither a file nor a folder but a pipe or device; copy what it gives to a file.")
        if _ending(file.path) == ".txt":
            yield Document(file.stem, _article(file.path), path=shown)
        else:
            yield from _records(file, shown)
    except _Unusable as error:
        yield Skipped(shown, str(error))
    except OSError as error:
        yield Skipped(shown, f"The file could not be read ({error.strerror or error}); check that it is there and yours to read.")


def _article(path: str) -> str:
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _Unusable(f"The file is larger than {LARGEST >> 20} MB, more than one article can be; split it into articles.")
    if not data.strip(b"\0 \t\r\n\f\v" + codecs.BOM_UTF8):
        raise _Unusable("The file is empty; put the text of an article into it, or leave it out.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _Unusable(f"The file is no text but {what}.")
    marked = any(data.startswith(bom) for bom, _ in _BOMS)
    if b"\0" in data and not marked:
        raise _Unusable("The file is no text (it holds zero bytes); save its text as .txt in UTF-8.")
    text = decode(data)
    if text is None:
        raise _Unusable("The file is in no encoding known here (UTF-8, GB18030, UTF-16 with a mark), or damaged; "
                        "save it as UTF-8.")
    return _chinese(text, "The file")


def _chinese(text: str, what: str) -> str:
    if not text.strip():
        raise _Unusable(f"{what} is empty; put the text of an article into it, or leave it out.")
    if not HAN.search(text):
        raise _Unusable(f"{what} has no Chinese text; only Chinese articles can be read.")
    return text


# Records, one a line

def _records(file: _File, shown: str) -> Iterator[Document | Skipped]:
    bad = number = 0
    for number, line in enumerate(_lines(file.path), 1):
        try:
            if line.strip():
                yield _record(line, number, file.stem, shown)
        except _Unusable as error:
            bad += 1
            if bad <= LINES_TOLD:
                yield Skipped(shown, f"Line {number} {error}; it was left out, the other lines were read.")
    if bad > LINES_TOLD:
        yield Skipped(shown, f"{bad - LINES_TOLD} more lines after these were no articles and were left out; is it a file of records?")
    if not number:
        yield Skipped(shown, "The file is empty; put one record a line into it, or leave it out.")


def _record(line: bytes, number: int, stem: str, shown: str) -> Document:
    if len(line) > LARGEST:
        raise _Unusable(f"is longer than {LARGEST >> 20} MB")
    decoded = decode(line)
    if decoded is None:
        raise _Unusable("is not UTF-8")
    try:
        record = json.loads(decoded)
    except (ValueError, RecursionError) as error:
        raise _Unusable("is not JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise _Unusable('is no record with a "text"')
    id_, title, date, source, text = (_field(record.get(k)) for k in ("id", "title", "date", "source", "text"))
    if title and not text.lstrip().startswith(title.strip()):
        text = f"{title}\n{text}"
    if not HAN.search(text):
        raise _Unusable("has no Chinese text")
    return Document(id_.strip() or f"{stem}-{number}", text, title, _day(date), source, shown)


def _field(value: object) -> str:
    """A field as text that can be written; JSON may escape half of a surrogate pair."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _day(written: str) -> str:
    """The ISO date at the beginning of `written` (2020-03-01T08:00, 2020/3/1, 20200301, 2020年3月1日), or ""."""
    match = _DAY.match(written.strip())
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _lines(path: str) -> Iterator[bytes]:
    """Lines without their ends; of one that is too long its beginning, still too long."""
    with open(path, "rb") as file:
        head = file.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _Unusable("The file is in UTF-16; save it as UTF-8.")
        file.seek(0)
        rest = b""
        for chunk in _chunks(file, _ending(path)):
            *whole, tail = (rest + chunk).split(b"\n") if b"\n" in chunk else (rest + chunk,)
            yield from whole
            rest = tail[: LARGEST + 1]
        if rest:
            yield rest


def _chunks(file, ending: str) -> Iterator[bytes]:
    pieces = iter(lambda: file.read(1 << 17), b"")
    if ending == ".jsonl.gz":
        return _unpacked(pieces, lambda: zlib.decompressobj(wbits=31), zlib.error, "gzip")
    if ending == ".jsonl.zst":
        import zstandard   # only those who use it wait for it

        return _unpacked(pieces, zstandard.ZstdDecompressor().decompressobj, zstandard.ZstdError, "zstd")
    return pieces


def _unpacked(pieces: Iterator[bytes], new: Callable, error: type[Exception], kind: str) -> Iterator[bytes]:
    """What several compressed streams, one after the other, hold."""
    stream = new()
    started = False
    try:
        for piece in pieces:
            while piece:
                if stream.eof:
                    stream = new()
                started = True
                yield stream.decompress(piece)
                piece = stream.unused_data
    except error as problem:
        raise _Unusable(f"The file is no {kind} file, or damaged; what was read before the damage is used. Make it anew.") from problem
    if started and not stream.eof:
        raise _Unusable(f"The {kind} file breaks off; what was read before is used. Copy or download it again.")
