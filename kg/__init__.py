"""政图 Zhengtu: Chinese government and newspaper text → a knowledge graph with the sentence behind every link.

`kg.build` makes a `kg.Graph` of articles; `kg.load` reads one back from its Turtle file; `kg.show` shows it in a notebook.

    graph = kg.build("articles/").graph
    graph["聊城市工信局"].posts
    graph.plot("聊城市工信局")
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.export.notebook import show
    from kg.graph import Graph
    from kg.loading import load
    from kg.pipeline import build

__version__ = "0.1.0"
__all__ = ["Graph", "build", "load", "show"]

_HOME = {"Graph": "kg.graph", "build": "kg.pipeline", "load": "kg.loading", "show": "kg.export.notebook"}


def __getattr__(name: str) -> object:
    # Imported on first use: spaCy takes a second to load, and `kg --help` does not need it.
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", *__all__]
