"""PDF files with a text layer: boxes of text in reading order, as pdfminer.six finds it (columns one after the other)."""
from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator

from kg.reading.base import HAN, Extract, Found, Source, Unusable, chinese, library, made_by

SECONDS = 120      # for one file
FOLIO = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–·\s]*$")
CID = re.compile(r"\(cid:\d+\)")
DAMAGED = "The file is a damaged PDF file; open it in a viewer and print it to a new one."


def read(source: Source) -> Iterator[Found]:
    """The text page by page; without page numbers, and without lines that stand at the top or the foot of most pages."""
    high_level = library("pdfminer.high_level", "pdfminer.six", ".pdf")
    from pdfminer.layout import LAParams, LTContainer, LTFigure, LTImage, LTTextBox
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)      # it tells of every odd object; we tell of the file
    pages: list[list[str]] = []
    pictures = []
    until = time.monotonic() + SECONDS
    try:
        for layout in high_level.extract_pages(io.BytesIO(source.data()), laparams=LAParams()):
            pages.append([_box(b) for b in layout if isinstance(b, LTTextBox)])
            if not "".join(pages[-1]).strip() and _holds(layout, (LTImage, LTFigure), LTContainer):
                pictures.append(len(pages))
            if time.monotonic() > until:
                raise Unusable(f"The PDF file takes longer than {SECONDS} seconds to read; save its text as .txt.")
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise Unusable("The PDF file is locked with a password; save it without one.") from error
    except Unusable:
        raise
    except Exception as error:   # pdfminer lets through whatever a broken file makes it do
        raise Unusable(DAMAGED) from error
    if not pages:
        raise Unusable(DAMAGED)
    if len(pictures) == len(pages):
        raise Unusable("The PDF file is a scan: pictures of pages, without text; let a program for OCR recognise it first.")
    text, starts = _joined(pages)
    if len(CID.findall(text)) > len(HAN.findall(text)):
        raise Unusable("The PDF file does not say which characters its signs stand for; let a program for OCR recognise it.")
    notes = (f"Pages without text, pictures perhaps, were passed over: {', '.join(map(str, pictures))}.",) if pictures else ()
    yield Extract(chinese(text, "The PDF file"), extractor=made_by("pdfminer.six"), pages=starts, notes=notes)


def _box(box) -> str:
    """The lines of a box; one that is set in gets blanks before it, so that paragraphs can be told."""
    lines = []
    for line in box:
        words = line.get_text().rstrip("\n")
        set_in = line.x0 - box.x0 > 1.2 * line.height and not words.startswith(("\u3000", " "))
        lines.append("\u3000\u3000" + words.lstrip() if set_in else words)
    return "\n".join(lines)


def _holds(part, kinds, container) -> bool:
    return any(isinstance(p, kinds) or isinstance(p, container) and _holds(p, kinds, container) for p in part)


def _joined(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and where each begins."""
    edges = Counter(edge for boxes in pages for edge in {b.strip() for b in boxes[:1] + boxes[-1:]})
    running = {edge for edge, n in edges.items() if n >= 3 and n > len(pages) / 2}
    text, starts, at = [], [], 0
    for boxes in pages:
        kept = [b for b in boxes if b.strip() and not FOLIO.match(b.strip()) and b.strip() not in running]
        page = "\n".join(kept) + "\n" if kept else ""
        starts.append(at)
        text.append(page)
        at += len(page)
    return "".join(text), tuple(starts)
