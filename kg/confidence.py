"""How sure a claim is: a logistic regression over signs of the claim, its weights measured on annotated articles.

Signs are what may make a reading wrong: which frame read it, how its subject was found and how far away, how sure its names
are, the words around. The weights are in `kg/models/confidence.json`, written by `python -m kg.train.calibrate`.
"""
from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg import gazetteer
from kg.records import Mention

if TYPE_CHECKING:
    from kg.clauses import Sentence
    from kg.frames import Read

FILE = "confidence.json"
HIGHEST = 0.99


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Sign → weight; "bias" for all."""
    return json.loads(files("kg").joinpath("models", FILE).read_text("utf-8"))


def _bucket(value: float, edges: tuple[float, ...]) -> int:
    return sum(value >= e for e in edges)


def _end(which: str, m: Mention) -> list[str]:
    found = [f"{which}:{m.label}", f"{which}sure{_bucket(m.sure, (0.6, 0.75, 0.9, 0.97, 0.99))}", f"{which}anaphor{m.anaphor}"]
    if m.label == "AdministrativeArea" and not m.anaphor:
        found.append(f"{which}areas{min(3, len(gazetteer.areas(m.name)))}{bool(m.adcode)}")
    if len(m.text) < 3:
        found.append(f"{which}short")
    return found


def signs(rule: str, relation: str, subject: Mention, object_: Mention, read: Read | None = None, sentence: Sentence | None = None) -> list[str]:
    """The signs of a claim; `read` and `sentence`: of one that a sentence states, none for what a name says by itself."""
    found = ["bias", f"rule:{rule}", f"relation:{relation}", f"{relation}:{subject.label}:{object_.label}", *_end("s", subject), *_end("o", object_)]
    found += [f"{rule}:ssure{_bucket(subject.sure, (0.75, 0.95))}", f"{rule}:osure{_bucket(object_.sure, (0.75, 0.95))}"]
    if read is None or sentence is None:
        return found
    found += [f"via:{read.via}", f"{rule}:{read.via}", f"far{_bucket(read.distance, (1, 2, 3, 10, 11, 20))}", f"{relation}:far{min(read.distance, 11)}",
              f"verb:{read.verb}", f"{relation}:verb:{read.verb}", f"modality:{read.modality}", f"said{read.said_by is not None}"]
    gap = max(object_.start, subject.start) - min(object_.end, subject.end)
    found += [f"gap{_bucket(gap, (1, 4, 8, 15, 25, 40, 80))}", f"{relation}:gap{_bucket(gap, (4, 15, 40))}", f"order{subject.start < object_.start}"]
    found += [f"long{_bucket(len(sentence.text), (30, 60, 120, 240))}", f"names{_bucket(len(sentence.mentions), (3, 6, 12, 24))}"]
    if object_.start < sentence.start or object_.end > sentence.end:
        found += ["outside", f"{rule}:outside"]
    between = [m for m in sentence.mentions if min(subject.end, object_.end) <= m.start < max(subject.start, object_.start) and not m.inner and m.label not in ("Date", "Amount", "Post")]
    found += [f"between{min(4, len(between))}", f"{relation}:between{min(4, len(between))}"]
    if "title" in read.qualifiers:
        found.append(f"title:{read.qualifiers['title'][-2:]}")
    return found


def confidence(found: list[str]) -> float:
    """Of a claim with these signs, 0 to 1, in hundredths."""
    table = weights()
    if not table:
        return 0.9
    score = sum(table.get(f, 0.0) for f in found)
    sure = 1 / (1 + math.exp(-max(-20.0, min(20.0, score))))
    return round(min(HIGHEST, sure), 2)
