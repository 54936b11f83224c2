"""Traditional characters, one by one, to the simplified ones that names and rules are written in. By OpenCC."""
from __future__ import annotations

import re
from functools import lru_cache

HAN = re.compile("[㐀-䶿一-鿿\uf900-\ufaff]")
SHARE = 0.05       # of the characters of a text; a simplified one has a name so written at most, a traditional one a third
HALF = re.compile("[\ud800-\udfff]")      # of a pair, which the library can't take
QUOTES = str.maketrans("「」『』", "“”‘’")


def simplified(text: str) -> str:
    """`text`, or where it is in traditional characters, a text of the same length in simplified ones."""
    odd = [c for c in text if c > "㐀" and _odd(c)]
    if len(odd) <= SHARE * len(HAN.findall(text)):
        return text
    convert = _converter().convert
    if sum(convert(c) != c for c in set(odd)) < len(set(odd)) / 2:
        return text
    lines = (_line(line, convert) for line in text.split("\n"))      # the library allots memory for the whole of what it is given
    return "\n".join(lines).translate(QUOTES)


def _line(line: str, convert) -> str:
    line = HALF.sub("\u200b", line)      # which is dropped later, as they are
    new = convert(line)
    return new if len(new) == len(line) else "".join(n if len(n := convert(c)) == 1 else c for c in line)


@lru_cache(maxsize=4096)
def _odd(character: str) -> bool:
    """Whether GB 2312, the simplified characters of 1980, lacks a character of Chinese."""
    return bool(HAN.match(character)) and not character.encode("gb2312", "ignore")


@lru_cache(maxsize=1)
def _converter():
    import opencc  # only those who use it wait for it

    return opencc.OpenCC("t2s")
