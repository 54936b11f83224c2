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


def features(text: str, source: str = OURS) -> list[list[str]]:
    """One list of features for each character of `text` (a sentence; blanks allowed).

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
    k = ["^", "^", *map(_kind, t), "$", "$"]
    s = ["^", "^", *bounds, "$", "$"]
    q = ["^", "^", *speech, "$", "$"]
    out = []
    for i in range(len(t)):
        a, b, c, d, e = p[i:i + 5]
        here = q[i + 2] + s[i + 2]
        f = [
            "bias", "a" + a, "b" + b, "c" + c, "d" + d, "e" + e,
            "f" + a + b, "g" + b + c, "h" + c + d, "i" + d + e, "j" + b + d,
            "k" + a + b + c, "l" + b + c + d, "m" + c + d + e,
            "t" + k[i + 1] + k[i + 2] + k[i + 3],
            "s" + s[i + 2], "u" + s[i + 1] + s[i + 2], "v" + s[i + 2] + s[i + 3], "w" + s[i + 2] + c,
            "p" + here, "q" + q[i + 1] + "|" + here, "r" + here + "|" + q[i + 3],
            "y" + q[i] + "|" + q[i + 1] + "|" + q[i + 2], "z" + q[i + 2] + "|" + q[i + 3] + "|" + q[i + 4],
        ]
        f += [source, source + "c" + c, source + "h" + c + d, source + "g" + b + c, source + "p" + here]
        if c in known:
            f.append("x")
        out.append(f)
    return out
