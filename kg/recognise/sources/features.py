"""Features of characters for the trained tagger; training and tagging share this file, so they never differ.

A character sees its neighbours (two to each side, as single characters, pairs and triples), their
types, and what the dictionary of jieba says of the word it is in (bounds, part of speech): the word as a
*feature*, because as a *token* it would cap what can be found.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import rjieba

from kg.lexicon import words

OURS = "g"      # the articles that we annotated, by our own guide
FULL_WIDTH = str.maketrans(",:;()?!", "，：；（）？！")
DIGIT = re.compile(r"[0-9]")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    return frozenset(c for c in words("surname_characters"))


@lru_cache(maxsize=20_000)
def _folded(c: str) -> str:
    folded = unicodedata.normalize("NFKC", c)
    return (folded if len(folded) == 1 else c).translate(FULL_WIDTH)


@lru_cache(maxsize=20_000)
def _kind(c: str) -> str:
    if "一" <= c <= "鿿":
        return "H"
    if c.isdigit():
        return "D"
    if c.isalpha():
        return "A"
    return c if c in "，。；：！？、（）“”《》" else "P"


def features(text: str, source: str = OURS) -> list[tuple[str, ...]]:
    """The features for each character of `text` (a sentence; blanks allowed).

    `source`: whose conventions the annotations keep to. What an organisation or a place is differs from set to set; a few
    features that are joined with the source let one model learn from all of them (feature augmentation, Daumé III 2007).
    """
    known = surnames()
    t = DIGIT.sub("0", "".join(map(_folded, text)))
    bounds, speech = [], []
    for word, tag in rjieba.tag(t, False):   # no guessing of new words: only what the dictionary knows
        n = len(word)
        if n == 1:
            bounds.append("S")
        else:
            size = str(min(n, 5))
            bounds += ["B" + size, *["M"] * (n - 2), "E" + size]
        speech += [tag] * n
    p = "\x02\x02" + t + "\x03\x03"
    k = ["^", *map(_kind, t), "$"]
    s = ["^", *bounds, "$"]
    q = ["^", "^", *speech, "$", "$"]
    here = [x + y for x, y in zip(speech, bounds)]
    a, b, c, d, e = (p[i:i + len(t)] for i in range(5))
    # column by column, which is much faster than character by character; the order of the columns is that of the sums in the model
    columns = (
        ["bias"] * len(t), *([name + x for x in column] for name, column in zip("abcde", (a, b, c, d, e))),
        [f"f{x}{y}" for x, y in zip(a, b)], [f"g{x}{y}" for x, y in zip(b, c)], [f"h{x}{y}" for x, y in zip(c, d)],
        [f"i{x}{y}" for x, y in zip(d, e)], [f"j{x}{y}" for x, y in zip(b, d)],
        [f"k{x}{y}{z}" for x, y, z in zip(a, b, c)], [f"l{x}{y}{z}" for x, y, z in zip(b, c, d)], [f"m{x}{y}{z}" for x, y, z in zip(c, d, e)],
        [f"t{x}{y}{z}" for x, y, z in zip(k, k[1:], k[2:])],
        ["s" + x for x in bounds], [f"u{x}{y}" for x, y in zip(s, bounds)], [f"v{x}{y}" for x, y in zip(bounds, s[2:])],
        [f"w{x}{y}" for x, y in zip(bounds, c)],
        ["p" + x for x in here], [f"q{x}|{y}" for x, y in zip(q[1:], here)], [f"r{x}|{y}" for x, y in zip(here, q[3:])],
        [f"y{x}|{y}|{z}" for x, y, z in zip(q, q[1:], speech)], [f"z{x}|{y}|{z}" for x, y, z in zip(speech, q[3:], q[4:])],
        [source] * len(t), [f"{source}c{x}" for x in c], [f"{source}h{x}{y}" for x, y in zip(c, d)], [f"{source}g{x}{y}" for x, y in zip(b, c)],
        [f"{source}p{x}" for x in here])
    return [(*row, "x") if x in known else row for x, row in zip(t, zip(*columns))]
