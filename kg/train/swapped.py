"""Annotated articles once more with other persons' names in them: words (林业), rare characters, names of other peoples.

In news the same well-known names come again and again; what is to be learned is what stands around a name.
"""
from __future__ import annotations

import random
import re

from kg.train.annotations import Article

CHINESE = re.compile("[一-鿿]{2,4}")


def swapped(article: Article, names: list[str]) -> Article:
    """The article with every person of a Chinese name called otherwise, the same wherever it is named; always the same for an id."""
    chance = random.Random(article.id)
    new: dict[str, str] = {}
    spans = []
    for entity in article.entities.values():
        if entity["type"] != "Person":
            continue
        for start, end in entity["mentions"]:
            name = article.text[start:end]
            if CHINESE.fullmatch(name):
                if name not in new:
                    new[name] = chance.choice(names)
                spans.append((start, end, new[name]))
    text, moves, last = "", [], 0
    for start, end, name in sorted(set(spans)):
        if start < last:
            continue
        text += article.text[last:start]
        moves.append((start, end, len(text), len(text) + len(name)))
        text += name
        last = end
    text += article.text[last:]

    def place(at: int, ends: bool) -> int:
        shift = 0
        for start, end, new_start, new_end in moves:
            if at >= end:
                shift = new_end - end
            elif at > start:      # within a name that is another now
                return new_end if ends else new_start
            else:
                break
        return at + shift

    entities = {i: {**e, "mentions": [[place(a, False), place(b, True)] for a, b in e["mentions"]]} for i, e in article.entities.items()}
    return Article(article.id, text, entities, [], article.part)
