"""Word lists of the package: `kg/lexicons/NAME.txt`, UTF-8, one entry a line, `#` starts a comment."""
from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=None)
def words(name: str) -> tuple[str, ...]:
    """Entries of the lexicon `name`, in the order of the file.

    Raises FileNotFoundError if the package has no such lexicon.
    """
    text = files("kg").joinpath("lexicons", f"{name}.txt").read_text("utf-8")
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(e for e in entries if e)


@lru_cache(maxsize=None)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of the tab-separated lexicon `name`."""
    return tuple(tuple(f.strip() for f in e.split("\t")) for e in words(name))


@lru_cache(maxsize=None)
def alternation(name: str) -> str:
    """The words of `name` as a regular expression, longest first so that the longest match wins."""
    return "|".join(map(re.escape, sorted(words(name), key=lambda w: (-len(w), w))))
