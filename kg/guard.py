"""Which queries are not answered: those that reach out of the graph or change it, and those that would bring the engine down.

Oxigraph itself follows SERVICE to any address, and a query that is nested deeply ends the process without a word.
"""
from __future__ import annotations

import re

DEEPEST = 100        # brackets within brackets; Oxigraph's stack ends at about 1,000
OPERATORS = 2_000    # it ends at about 3,000 of some
# What is no keyword of a query: escaped characters (of names such as a:b\'c, which begin no string), comments, IRIs, strings
OPAQUE = re.compile(
    r"""\\.|<[^<>"{}|^`\\\s]*>|'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*""", re.S)
OUTWARD = re.compile(r"(?<![?$:\w-])(SERVICE|FROM|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w:-])", re.I)
OPERATOR = re.compile(r"\b(?:UNION|MINUS|OPTIONAL|BIND|FILTER|GRAPH)\b|[-+*/|&=!<>^]", re.I)


def refused(query: str) -> str:
    """The keyword for which a query is not answered (SERVICE and FROM reach out, updates change), "" if there is none."""
    found = OUTWARD.search(OPAQUE.sub(" ", query))
    return found.group(1).upper() if found else ""


def check(query: str) -> None:
    """Raises ValueError with a sentence for a query that is not to be given to the engine."""
    if word := refused(query):
        raise ValueError(f"{word} is refused: a query only reads its own graph.")
    bare = OPAQUE.sub(" ", query)
    depth = deepest = 0
    for c in re.findall(r"[{}()\[\]]", bare):
        depth += 1 if c in "{([" else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise ValueError(f"The query is nested {deepest} levels deep; {DEEPEST} are the most that are answered.")
    if (number := len(OPERATOR.findall(bare))) > OPERATORS:
        raise ValueError(f"The query has {number} operators; {OPERATORS} are the most that are answered. VALUES takes long lists.")
