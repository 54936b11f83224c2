"""The explorer: the graph as one page that opens by a double click and asks the net for nothing.

sigma.js draws (its bundle is `explorer/vendor.js`, made by `make web`); the page around it is ours (`explorer/`). The data are those of
`kg.export.view`, each block compressed in a script element of its own, so that the first picture is there while the rest is still
being read. All that stems from an article becomes text in the page, never markup, and the content security policy names the two
scripts by their hash and forbids all else.
"""
from __future__ import annotations

import html
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from string import Template

from kg.export.atomic import write_text
from kg.export.page import packed, policy
from kg.export.view import blocks
from kg.graph import Graph

# In the order in which they stand in the page's one script: what a file uses at once is above it.
SCRIPTS = ("words", "data", "model", "search", "state", "flat", "groups", "canvas", "labels", "picture", "panel", "edits", "ask", "filters", "time", "article", "table", "main")
LATER = "{{later}}"


def write(graph: Graph, path: str | os.PathLike[str], texts: bool = True) -> None:
    """Write `graph` as the page `path`; without `texts` the page holds sentences, but no whole articles. Raises OSError."""
    write_text(path, parts(graph, texts))


def parts(graph: Graph, texts: bool = True) -> Iterator[str]:
    """The page of `graph`, piece by piece."""
    before, after = _frame().split(LATER)
    data = (f'<script type="application/octet-stream" id="{html.escape(name)}">{packed(columns)}</script>\n' for name, columns in blocks(graph, texts))
    yield before.replace("{{first}}", next(data))
    yield from data
    yield after


@lru_cache(maxsize=1)
def _frame() -> str:
    """The page without its data."""
    folder = files("kg") / "export" / "explorer"
    style, vendor, licences = ((folder / name).read_text("utf-8") for name in ("explorer.css", "vendor.js", "LICENSES.txt"))
    vendor = f"/*\n{licences.replace('*/', '* /')}*/\n{vendor}"   # whoever gets the page gets them too
    script = "\n".join((folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    # blob: and data: are pictures that the page itself makes, for its export as PNG
    return Template((folder / "page.html").read_text("utf-8")).substitute(
        policy=policy([vendor, script], [style], "img-src blob: data:; "), style=style, vendor=vendor, script=script)
