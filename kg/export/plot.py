"""A small graph as a picture of matplotlib, with labels in Chinese."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from warnings import warn

import networkx as nx

from kg import ontology
from kg.export.layout import layout
from kg.graph import Graph
from kg.optional import need

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PREFERRED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "SimHei",
    "Noto Sans CJK JP",
)
SIZE, LINE = 9, 14.0  # of labels, in points: of a character with its space, and of a line
LINES = 120  # more lines than these get no words


def draw(graph: Graph, centre: str = "", ax: Axes | None = None) -> Axes:
    """Draw all of `graph` on `ax` (default: a new figure, as large as the labels need), the entity with the id `centre`
    marked.

    Raises ImportError where matplotlib is missing; warns where no font has Chinese characters.
    """
    plt = need("matplotlib.pyplot", "notebook")
    names = {e.id: _cut(e.name) for e in graph.entities.values()}
    boxes = {
        i: (max(SIZE * 1.05 * len(line) for line in n.split("\n")) + 16, 2 * (LINE * (n.count("\n") + 1) + 10))
        for i, n in names.items()
    }
    network = nx.Graph(graph._lines)
    place = layout(network, boxes) if network else {}
    xs, ys = ([p[k] for p in place.values()] or [0] for k in (0, 1))
    left, right = min(xs) - 80, max(xs) + 80
    low, high = min(ys) - 40, max(ys) + 40
    if ax is None:
        _, ax = plt.subplots(figsize=((right - left) / 72, (high - low) / 72))  # a unit of the layout is a point
    text: dict[str, Any] = {
        "fontfamily": chinese_font() or "sans-serif",
        "ha": "center",
        "bbox": {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.3},
    }
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for s in graph.statements:
        if s.subject != s.object:
            said[s.subject, s.object].append(ontology.relations()[s.predicate].zh)
    for (a, b), words in said.items():
        ax.annotate(
            "",
            place[b],
            place[a],
            arrowprops={"arrowstyle": "-|>", "color": "#b5b5b5", "shrinkA": 7, "shrinkB": 7, "lw": 0.9},
            zorder=1,
        )
        if len(said) <= LINES:
            middle = [(place[a][k] + place[b][k]) / 2 for k in (0, 1)]
            ax.text(
                *middle,
                "、".join(dict.fromkeys(words)),
                fontsize=SIZE - 2,
                color="#777777",
                va="center",
                zorder=2,
                **text,
            )
    drawn = set()
    for e in graph.entities.values():
        cls = ontology.classes()[e.label]
        if cls.name not in drawn:
            ax.scatter([], [], color=cls.color, label=cls.zh)
        drawn.add(cls.name)
        ax.scatter(
            *place[e.id],
            s=150 if e.id == centre else 70,
            color=cls.color,
            edgecolors="black" if e.id == centre else "white",
            zorder=3,
        )
        ax.text(place[e.id][0], place[e.id][1] + 9, names[e.id], fontsize=SIZE, va="top", zorder=4, **text)
    if drawn:
        ax.legend(
            loc="upper left", bbox_to_anchor=(1, 1), frameon=False, prop={"family": text["fontfamily"], "size": SIZE}
        )
    ax.set(xlim=(left, right), ylim=(high, low))  # y grows downwards
    ax.set_axis_off()
    return ax


@lru_cache(maxsize=1)
def chinese_font() -> str:
    """The name of an installed font that has Chinese characters; "" and a warning, once, where there is none."""
    manager, ft2font = need("matplotlib.font_manager", "notebook"), need("matplotlib.ft2font", "notebook")
    fonts = {font.name: font.fname for font in manager.fontManager.ttflist}
    for name in (*(n for n in PREFERRED if n in fonts), *sorted(fonts)):
        try:
            if all(ft2font.FT2Font(fonts[name]).get_char_index(ord(c)) for c in "政图发布"):
                return name
        except (OSError, RuntimeError):  # a broken font file is none
            continue
    warn(
        "No installed font has Chinese characters, so labels are boxes; install one, for example Noto Sans CJK "
        "(Debian and Ubuntu: apt install fonts-noto-cjk; then start the notebook anew).",
        stacklevel=4,
    )
    return ""


def _cut(name: str) -> str:
    """The name in at most two lines; dollar signs as they are, for matplotlib takes two for a formula."""
    text = " ".join("".join(c if c.isprintable() else " " for c in name).split()).replace("$", r"\$")
    rest = text[10:]
    return f"{text[:10]}\n{rest if len(rest) <= 10 else rest[:9] + '…'}" if rest else text
