"""The explorer in a notebook: the page of `kg.export.html` in a frame of the output, so that it needs no file and no
server."""

from __future__ import annotations

import html
from collections import Counter

from kg import ontology
from kg.export.html import parts
from kg.graph import Graph

LARGEST = 3000  # entities of a graph whose explorer comes with its summary; a larger one is shown when asked for


class View:
    """What a notebook shows; `_repr_html_` is the protocol of IPython for it."""

    def __init__(self, page: str, height: int) -> None:
        self.page, self.height = page, height

    def __repr__(self) -> str:
        return "<explorer: shown in a notebook; Graph.to_html writes it to a file>"

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {self.height}px; border: 1px solid #ccc"
        return f'<iframe srcdoc="{html.escape(self.page)}" style="{style}" title="政图 Zhengtu"></iframe>'


def show(graph: Graph, height: int = 620, texts: bool = True) -> View:
    """The explorer of `graph` as the output of a notebook cell, `height` pixels high; without `texts` it holds no whole
    articles."""
    return View("".join(parts(graph, texts)), int(height))


def summary(graph: Graph) -> str:
    """Counts by class and relation, and the explorer (without whole articles) behind a click, as HTML."""
    entities = Counter(e.label for e in graph.entities.values())
    links = Counter(s.predicate for s in graph.statements)
    rows = "".join(
        f"<tr><td style='text-align:left'>{terms[name].zh} {terms[name].en}</td><td>{counts[name]}</td></tr>"
        for terms, counts in ((ontology.classes(), entities), (ontology.relations(), links))
        for name in terms
        if counts[name]
    )
    head = (
        f"<p>政图: {len(graph.documents)} 篇文章 articles · {len(graph.entities)} 个实体 entities · "
        f"{len(graph.statements)} 条关系 statements</p>"
        f"<details><summary>类 · 关系 classes and relations</summary><table>{rows}</table></details>"
    )
    if len(graph.entities) > LARGEST:
        return f"{head}<p><code>kg.show(graph)</code> shows the explorer.</p>"
    return f"{head}<details><summary>图谱 explorer</summary>{show(graph, texts=False)._repr_html_()}</details>"
