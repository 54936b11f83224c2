"""Tables (.csv, .tsv, .xlsx) and .json: an article a row, with columns named, or recognised by what they hold."""
from __future__ import annotations

import csv
import datetime
import io
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.reading import fields
from kg.reading.archive import opened
from kg.reading.base import LARGEST_MANY, Found, Source, Unusable, library, made_by
from kg.reading.text import decoded, notes

SEEN = 50      # rows that a column is recognised by
NO_TEXT = "has no column of texts; name it 正文 or text, and 标题, 日期 and 来源 where there are such."


def read_csv(source: Source) -> Iterator[Found]:
    """Rows of cells set apart by commas, semicolons or tabs."""
    found = decoded(source.data(LARGEST_MANY))
    head = found.text[:4096].split("\n")[0]
    csv.field_size_limit(LARGEST_MANY)
    rows = csv.reader(io.StringIO(found.text, newline=""), delimiter=max(",;\t，", key=head.count))
    try:
        yield from _rows([[c.replace("\0", "") for c in row] for row in rows], "The table", {"encoding": found.encoding, "notes": notes(found)})
    except csv.Error as error:
        raise Unusable(f"The file is no table of comma-separated values ({error}); save it anew.") from error


def read_xlsx(source: Source) -> Iterator[Found]:
    """The rows of every sheet; what formulas gave when the file was saved."""
    openpyxl = library("openpyxl", "openpyxl", ".xlsx")
    data = source.data(LARGEST_MANY)
    with opened(data):      # for its limits
        pass
    try:
        with warnings.catch_warnings(action="ignore"):      # of styles and extensions that don't concern us
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [(sheet.title, [list(map(_cell, row)) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets]
    except Exception as error:   # openpyxl lets through whatever a broken file makes it do
        raise Unusable("The file is a damaged Excel workbook; open it in Excel and save it anew.") from error
    filled = [(name, rows) for name, rows in sheets if any(map(any, rows))]
    problems = []
    for name, rows in filled:
        try:
            yield from _rows(rows, f"The sheet {name}", {"extractor": made_by("openpyxl")}, name if len(filled) > 1 else "")
        except Unusable as error:
            problems.append(error)
    if not filled:
        raise Unusable("The workbook is empty; put an article a row into it, or leave it out.")
    if problems and len(problems) == len(filled):
        raise problems[0]
    yield from problems


def read_json(source: Source) -> Iterator[Found]:
    """A record, a list of records, or an object that holds such a list."""
    found = decoded(source.data(LARGEST_MANY))
    try:
        value = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        raise Unusable("The file is not JSON, or damaged; one record a line belongs into .jsonl.") from error
    if isinstance(value, dict) and "text" not in fields.columns(value):
        value = next((v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [value])
    records = value if isinstance(value, list) else [value]
    if not any(isinstance(r, dict) and "text" in fields.columns(r) for r in records):
        raise Unusable('The file has no record with a "text" (or 正文, 内容).')
    single = len(records) == 1
    yield from _records(((n, r) for n, r in enumerate(records, 1)), "Record", {"encoding": found.encoding, "notes": notes(found)}, single)


def _rows(rows: list[list[str]], what: str, more: dict, sheet: str = "") -> Iterator[Found]:
    filled = [(n, r) for n, r in enumerate(rows, 1) if any(c.strip() for c in r)]
    if not filled:
        raise Unusable(f"{what} is empty; put an article a row into it, or leave it out.")
    names = [c.strip() for c in filled[0][1]]
    columns = fields.columns(names)
    if "text" not in columns:
        text = fields.longest([r for _, r in filled[1 if columns else 0:][:SEEN]])
        if text is None:
            raise Unusable(f"{what} {NO_TEXT}")
        if not columns:      # no row of names: the first row is an article
            names, filled = [], [(0, []), *filled]
        names += [""] * (text + 1 - len(names))
        names[text] = columns["text"] = names[text] or "\0text"
    numbered = ((n, dict(zip(names, r))) for n, r in filled[1:])
    yield from _records(numbered, f"Row{' of ' + sheet if sheet else ''}", more, False, columns, sheet)


def _records(records: Iterable[tuple[int, object]], what: str, more: dict, single: bool, columns: Mapping[str, str] | None = None,
             sheet: str = "") -> Iterator[Found]:
    said = more.pop("notes", ())
    for number, record in records:
        try:
            if not isinstance(record, dict):
                raise Unusable("is no record")
            found = fields.extract(record, columns or fields.columns(record))
        except Unusable as error:
            yield Unusable(f"{what} {number} {error}; it was left out, the others were read.")
            continue
        place = "" if single else "-".join(filter(None, (sheet, str(number))))
        yield replace(found, place=place, notes=said, **more)
        said = ()


def _cell(value: object) -> str:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return "" if value is None else fields.plain(value)
