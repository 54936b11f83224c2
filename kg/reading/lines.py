"""Records, one a line: .jsonl, also packed (.jsonl.gz, .jsonl.zst)."""
from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.reading import fields
from kg.reading.base import LARGEST, Extract, Found, Source, Unusable
from kg.reading.decoding import decode


def read(source: Source) -> Iterator[Found]:
    """The article of each line, as soon as it is read; a line without one costs only itself."""
    number = 0
    for number, line in enumerate(_lines(source), 1):
        try:
            if line.strip():
                yield _record(line, number)
        except Unusable as error:
            yield Unusable(f"Line {number} {error}; it was left out, the other lines were read.")
    if not number:
        raise Unusable("The file is empty; put one record a line into it, or leave it out.")


def _record(line: bytes, number: int) -> Extract:
    if len(line) > LARGEST:
        raise Unusable(f"is longer than {LARGEST >> 20} MB")
    found = decode(line)
    if found is None:
        raise Unusable("is not UTF-8")
    try:
        record = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        raise Unusable("is not JSON") from error
    columns = fields.columns(record) if isinstance(record, dict) else {}
    if not isinstance(record.get(columns["text"]) if columns.get("text") else None, str):
        raise Unusable('is no record with a "text"')
    return replace(fields.extract(record, columns), place=str(number), encoding=found.encoding)


def _lines(source: Source) -> Iterator[bytes]:
    """Lines without their ends; of one that is too long its beginning, still too long."""
    with source.open() as file:
        head = file.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Unusable("The file is in UTF-16; save it as UTF-8.")
        file.seek(0)
        rest: list[bytes] = []      # pieces of a line that goes on
        size = 0
        for chunk in _chunks(file, source.name.lower()):
            *whole, tail = chunk.split(b"\n")
            if whole:
                yield b"".join(rest) + whole[0]
                yield from whole[1:]
                rest, size = [], 0
            if tail and size <= LARGEST:
                rest.append(tail)
                size += len(tail)
        if rest:
            yield b"".join(rest)


def _chunks(file, name: str) -> Iterator[bytes]:
    pieces = iter(lambda: file.read(1 << 17), b"")
    if name.endswith(".gz"):
        return _unpacked(pieces, lambda: zlib.decompressobj(wbits=31), zlib.error, "gzip")
    if name.endswith(".zst"):
        import zstandard  # only those who use it wait for it

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
        raise Unusable(f"The file is no {kind} file, or damaged; what was read before the damage is used. Make it anew.") from problem
    if started and not stream.eof:
        raise Unusable(f"The {kind} file breaks off; what was read before is used. Copy or download it again.")
