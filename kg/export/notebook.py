"""The explorer in a notebook: the page of `kg.export.html` in a frame of the output, so that it needs no file and no server."""
from __future__ import annotations

import html

from kg.export.html import parts
from kg.graph import Graph


class View:
    """What a notebook shows; `_repr_html_` is the protocol of IPython for it."""

    def __init__(self, page: str, height: int) -> None:
        self.page, self.height = page, height

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{html.escape(self.page)}" style="width: 100%; height: {self.height}px; border: 1px solid #ccc" title="政图 Zhengtu"></iframe>'


def show(graph: Graph, height: int = 620, texts: bool = True) -> View:
    """The explorer of `graph` as the output of a notebook cell, `height` pixels high; without `texts` it holds no whole articles."""
    return View("".join(parts(graph, texts)), int(height))
