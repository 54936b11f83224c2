"""Features of characters for the trained taggers; training and tagging share this file, so they never differ.

A character sees its neighbours (two to each side, as single characters, pairs and triples), their
types, and what the dictionary of jieba says of the word it is in (bounds, part of speech): the word as a
*feature*, because as a *token* it would cap what can be found.

A feature is a string to the trainer, which keeps it in its model; to tag, no string is made: a feature is a number of 64 bits, the
polynomial of its characters, which is a sum of those of its parts and so can be had for all characters of a text at once. (R. Karp,
M. Rabin, "Efficient randomized pattern-matching algorithms", IBM J. Res. Dev. 31, 1987.)
"""
from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache
from string import Formatter

import numpy as np
import rjieba

from kg.lexicon import words

OURS = "g"      # the articles that we annotated, by our own guide
FULL_WIDTH = str.maketrans(",:;()?!", "，：；（）？！")
# the order is that of the sums in a model. a to e: the character and two to each side; i, k: their kinds; s, u, v: bounds of words; p to r:
# parts of speech, of the word before the last (n) to that after the next (o). Those with a source are told apart by who annotated: what
# an organisation is differs from set to set; these let one model learn from all (feature augmentation, Daumé III 2007).
TEMPLATES = (
    "bias a{a} b{b} c{c} d{d} e{e} f{a}{b} g{b}{c} h{c}{d} i{d}{e} j{b}{d} k{a}{b}{c} l{b}{c}{d} m{c}{d}{e} t{i}{j}{k} s{s} u{u}{s} v{s}{v} w{s}{c}"
    " p{p}{s} q{q}|{p}{s} r{p}{s}|{r} y{n}|{q}|{p} z{p}|{r}|{o} {source} {source}c{c} {source}h{c}{d} {source}g{b}{c} {source}p{p}{s}").split()
SURNAME = "x"
PLACES = {"a": ("text", -2), "b": ("text", -1), "c": ("text", 0), "d": ("text", 1), "e": ("text", 2), "i": ("kind", -1), "j": ("kind", 0),
          "k": ("kind", 1), "u": ("bound", -1), "s": ("bound", 0), "v": ("bound", 1), "n": ("speech", -2), "q": ("speech", -1),
          "p": ("speech", 0), "r": ("speech", 1), "o": ("speech", 2)}
BEFORE, AFTER = {"text": "\x02", "kind": "^", "bound": "^", "speech": "^"}, {"text": "\x03", "kind": "$", "bound": "$", "speech": "$"}
EDGE = 2        # places before and after a sentence that have something of their own
BASE = 0x9E3779B97F4A7C15


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    return frozenset(c for c in words("surname_characters"))


class _Table(dict):
    """For `str.translate`: what `of` says of a character, asked once."""

    def __init__(self, of) -> None:
        self.of = of

    def __missing__(self, code: int) -> str:
        self[code] = self.of(chr(code))
        return self[code]


def _folded(c: str) -> str:
    folded = unicodedata.normalize("NFKC", c)
    folded = (folded if len(folded) == 1 else c).translate(FULL_WIDTH)
    return "0" if folded in "0123456789" else folded


def _kind(c: str) -> str:
    if "一" <= c <= "鿿":
        return "H"
    if c.isdigit():
        return "D"
    if c.isalpha():
        return "A"
    return c if c in "，。；：！？、（）“”《》" else "P"


FOLDED, KINDS = _Table(_folded), _Table(_kind)


def _bounds(size: int) -> list[str]:
    """What the characters of a word of that size are."""
    return ["S"] if size == 1 else [f"B{min(size, 5)}", *["M"] * (size - 2), f"E{min(size, 5)}"]


def features(text: str, source: str = OURS) -> list[tuple[str, ...]]:
    """The features for each character of `text` (a sentence; blanks allowed) as strings. `source`: whose conventions it keeps to."""
    known, t = surnames(), text.translate(FOLDED)
    columns = {"text": list(t), "kind": list(t.translate(KINDS)), "bound": [], "speech": []}
    for word, tag in rjieba.tag(t, False):   # no guessing of new words: only what the dictionary knows
        columns["bound"] += _bounds(len(word))
        columns["speech"] += [tag] * len(word)
    padded = {name: [BEFORE[name]] * EDGE + column + [AFTER[name]] * EDGE for name, column in columns.items()}
    fields = {f: padded[name][EDGE + by:] for f, (name, by) in PLACES.items()} | {"source": [source] * len(t)}
    rows = zip(*(map(template.format_map, (dict(zip(fields, row)) for row in zip(*fields.values()))) for template in TEMPLATES))
    return [(*row, SURNAME) if c in known else row for c, row in zip(t, rows)]


def number(feature: str) -> int:
    """What a feature is to the tagger."""
    return sum(ord(c) * _power(i) for i, c in enumerate(feature)) % (1 << 64)


def _power(length: int) -> int:
    return pow(BASE, length, 1 << 64)


@lru_cache(maxsize=10)
def _parsed(source: str) -> list[list[tuple[np.ndarray, np.ndarray, str | None]]]:
    """Of each template its parts: number and power of what stands before a field, and the field."""
    return [[(_array(number(literal)), _array(_power(len(literal))), field) for literal, field, *_ in Formatter().parse(t.replace("{source}", source))]
            for t in TEMPLATES]


def _array(value: int) -> np.ndarray:
    return np.array([value], np.uint64)      # arrays wrap around without a word, single numbers warn


class _Words(dict):
    """A short string → its number in the two arrays (its polynomial, the power for what follows it)."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.powers: list[int] = []

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        self.numbers.append(number(word))
        self.powers.append(_power(len(word)))
        return self[word]


_ONE = _array(BASE)
_words = _Words()
_BOUNDS = np.array([[_words[b] for b in (*_bounds(n), *["S"] * 5)[:5]] for n in range(6)])      # by the length of a word


def numbers(sentences: list[str], source: str = OURS) -> np.ndarray:
    """The features of all characters of `sentences` as numbers: a row for each template and one for surnames (0 where there is none), a
    column for each character."""
    texts = [sentence.translate(FOLDED) for sentence in sentences]
    sizes, tags = [], []
    for text in texts:
        cut = rjieba.tag(text, False)
        sizes += [EDGE, *[len(word) for word, _ in cut], EDGE]
        tags += [_words["^"], *[_words[tag] for _, tag in cut], _words["$"]]
    long = np.array(sizes)
    size, at = np.repeat(long, long), np.arange(sum(sizes)) - np.repeat(np.cumsum(long) - long, long)
    speech = np.repeat(np.array(tags), long)
    edge = (speech == _words["^"]) | (speech == _words["$"])
    last = np.minimum(size, len(_BOUNDS) - 1) - 1      # all within a long word are alike
    bound = np.where(edge, speech, _BOUNDS[last + 1, np.where(at == 0, 0, np.where(at == size - 1, last, 1))])
    power, number_of = np.array(_words.powers, np.uint64), np.array(_words.numbers, np.uint64)
    whole = _codes("".join([BEFORE["text"] * EDGE + t + AFTER["text"] * EDGE for t in texts]))
    values = {"text": (whole, _ONE), "bound": (number_of[bound], power[bound]), "speech": (number_of[speech], power[speech]),
              "kind": (_codes("".join([BEFORE["kind"] * EDGE + t.translate(KINDS) + AFTER["kind"] * EDGE for t in texts])), _ONE)}
    where = np.flatnonzero(~edge)
    fields = {f: (values[name][0][where + by], values[name][1] if values[name][1] is _ONE else values[name][1][where + by])
              for f, (name, by) in PLACES.items()}
    found = np.zeros((len(TEMPLATES) + 1, len(where)), np.uint64)
    for row, template in zip(found, _parsed(source)):
        shift = np.ones(1, np.uint64)
        for number_, power_, field in template:
            row += number_ * shift
            shift = shift * power_
            if field:
                row += fields[field][0] * shift
                shift = shift * fields[field][1]
    found[-1][_is_surname()[whole[where].astype(np.int64)]] = number(SURNAME)
    return found


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)


@lru_cache(maxsize=1)
def _is_surname() -> np.ndarray:
    """For each code point."""
    found = np.zeros(sys.maxunicode + 1, bool)
    found[list(map(ord, surnames()))] = True
    return found
