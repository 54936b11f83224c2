"""Bytes to text: UTF-8, GB18030 (with GBK, GB2312), Big5, UTF-16 and UTF-32, guessed where nothing says which.

Any Chinese bytes *can* be read in several of them. So each that fits is tried on the beginning of the text, and the one
wins whose characters are most often among the commonest of Chinese, which in any real text are about a quarter of all.
`benchmarks/encodings.py` compares this with charset-normalizer and chardet.
"""
from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.reading.base import HAN

BOMS = (   # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SEEN = 20_000        # characters that a guess is made by
DAMAGE = 0.01        # share of bytes that may be broken in a text that is read all the same
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
    "形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党"
    "省市县区委书记长局厅院企疫情施措推复支持务展这為個國來時們對會發動產種麼後還從業應開關與間樣實現點當體機學經過進著說電裡無"
    "條結沒總長書記縣區處務總領導議員報導灣臺萬億")
MARKS = frozenset("，。、；：？！“”‘’「」『』《》（）—…·　\n\r")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, how its bytes were read, whether that was a guess, and how many of its characters are lost (�)."""

    text: str
    encoding: str
    guessed: bool = False
    lost: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text in `data` without its byte order mark, or None if it is in no encoding known here.

    Bytes that fit nowhere become � and are counted, as long as they are few; of more, the text is no text.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _read(data[len(bom):], encoding)
    if b"\0" not in data:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    best = max((g for g in map(lambda e: (_likeness(data, e), e), GUESSES)), key=lambda g: g[0])
    repaired = _read(data, "utf-8") if b"\0" not in data else None
    if repaired and likeness(repaired.text[:SEEN]) >= best[0]:
        return repaired
    if best[0] < 0.08:
        return _short(data)
    found = _read(data, best[1])
    return found and Decoded(found.text, found.encoding, True, found.lost)


def _short(data: bytes) -> Decoded | None:
    """A few words, among which none is common: GB18030, if its characters are mostly those of level 1 of GB 2312."""
    found = _read(data, "gb18030") if b"\0" not in data and len(data) < 200 else None
    if found is None or found.lost:
        return None
    foreign = [c for c in found.text if ord(c) > 0x7F and c not in MARKS]
    level = [c.encode("gb2312", "replace")[0] for c in foreign]
    return Decoded(found.text, "gb18030", True) if foreign and sum(0xB0 <= b <= 0xD7 for b in level) >= 0.8 * len(level) else None


def likeness(text: str) -> float:
    """How much `text` is like Chinese: the share of the commonest characters among those that are not ASCII."""
    foreign = [c for c in text if ord(c) > 0x7F and c not in MARKS]
    if not foreign:
        return 0.0
    return sum(c in COMMON for c in foreign) / len(foreign)


def jumbled(text: str) -> bool:
    """Whether a text of Chinese characters is no Chinese: UTF-8 that was read as GBK (娌堥槼甯…), Big5 as GBK, and the like."""
    sample = "".join(HAN.findall(text[:SEEN]))
    if len(sample) < 12:
        return False
    again = text[:SEEN].encode("gb18030", "ignore").decode("utf-8", "ignore")
    return likeness(sample) < 0.02 or likeness(sample) < 0.08 and len(HAN.findall(again)) > len(sample) / 4


def _read(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        return Decoded(text, encoding, lost=lost) if lost <= max(1, DAMAGE * len(text)) and HAN.search(text) else None


def _likeness(data: bytes, encoding: str) -> float:
    if encoding.startswith("utf-16"):
        if len(data) % 2:
            return 0.0
        start = data[: 2 * SEEN]
    else:
        start = data[: 2 * SEEN]
        if b"\0" in start:
            return 0.0
    text = start.decode(encoding, "replace")
    broken = text.count("\ufffd") / (len(text) or 1)
    if broken > DAMAGE or re.search("[\ud800-\udfff]", text):
        return 0.0
    return likeness(text) * (1 - 10 * broken)


def lost_lines(text: str) -> str:
    """Where characters were lost: "line 3" or "lines 3, 8 and 2 more"."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    shown = ", ".join(map(str, lines[:5])) + (f" and {len(lines) - 5} more" if len(lines) > 5 else "")
    return f"line{'s' if len(lines) > 1 else ''} {shown}"
