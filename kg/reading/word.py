"""Word documents (.docx)."""
from __future__ import annotations

from collections.abc import Iterator

from kg.reading.archive import opened
from kg.reading.base import Extract, Found, Source, Unusable, chinese, library, made_by

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"   # says again what stands beside it
MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(source: Source) -> Iterator[Found]:
    """Paragraphs and tables in their order, a row of a table a line, with text boxes; without what was deleted and
    without heads, feet and notes."""
    docx = library("docx", "python-docx", ".docx")
    data = source.data()
    with opened(data):      # for its limits
        pass
    try:
        import io

        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except Exception as error:   # python-docx lets through whatever its libraries raise at a broken file
        raise Unusable("The file is a damaged Word document; open it in Word and save it anew.") from error
    title = "\n".join(p.text.strip() for p in document.paragraphs[:5] if p.style is not None and p.style.name == "Title")
    yield Extract(chinese("\n".join(_blocks(body)), "The Word document"), title=title.strip(), extractor=made_by("python-docx"))


def _blocks(part) -> Iterator[str]:
    for child in part:
        if child.tag == f"{W}p":
            yield "".join(_words(child))
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield "\t".join(" ".join(_blocks(cell)) for cell in row if cell.tag == f"{W}tc")
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _blocks(child)


def _words(part) -> Iterator[str]:
    for child in part:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in MARKS:
            yield MARKS[child.tag]
        elif child.tag == f"{W}txbxContent":
            yield "\n" + "\n".join(_blocks(child)) + "\n"
        elif child.tag != FALLBACK and isinstance(child.tag, str):
            yield from _words(child)
