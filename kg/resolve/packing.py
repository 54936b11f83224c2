"""What one document brings to the whole as bytes, and back: what the cache keeps, so that an unchanged article is not even resolved anew.

Like `kg.pack`: compressed JSON, which can be wrong but can do nothing.
"""
from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from dataclasses import replace
from sys import intern

import numpy as np

from kg.pack import Table, interned, row
from kg.records import Document, Evidence, Mention
from kg.reprints import Sketch
from kg.resolve.local import Link, Local
from kg.resolve.within import Group


def pack(local: Local) -> bytes:
    """All of `local` but what its document says itself; `unpack` gives it back."""
    mentions, sentences, sketch = Table(), Table(), local.sketch
    groups = [[g.key, g.adcode, g.reasons, [mentions.add(row(m)) for m in g.mentions], spans.tolist()] for g, spans in zip(local.groups, local.spans)]
    links = [[x.subject, x.predicate, x.object, sentences.add(row(x.evidence)), x.rule, x.confidence, x.qualifiers, x.modality] for x in local.links]
    kept = [sketch.length, *(b64encode(x.tobytes()).decode() for x in (sketch.shingles, sketch.numbers))]
    whole = json.dumps([local.document.title, local.document.date, local.named, kept, mentions.rows, groups, sentences.rows, links],
                       ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(whole.encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes, document: Document) -> Local:
    """The `Local` of `document` that was packed. Raises ValueError if `data` is none."""
    try:
        title, date, named, (length, shingles, numbers), mentions, groups, sentences, links = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        mentions = [Mention(*map(interned, m)) for m in mentions]
        sentences = [Evidence(*e) for e in sentences]
        sketch = Sketch(length, np.frombuffer(b64decode(shingles), np.uint64), np.frombuffer(b64decode(numbers), np.uint32))
        return Local(
            replace(document, title=title, date=date),
            [Group(key, [mentions[i] for i in of], adcode, {intern(n): intern(why) for n, why in reasons.items()}) for key, adcode, reasons, of, _ in groups],
            [array("I", spans) for *_, spans in groups],
            [Link(s, intern(predicate), o, sentences[e], intern(rule), confidence, tuple((intern(k), intern(v)) for k, v in qualifiers), intern(modality))
             for s, predicate, o, e, rule, confidence, qualifiers, modality in links], sketch, named)
    except (zlib.error, TypeError, IndexError) as error:
        raise ValueError(f"these bytes hold no resolved article: {error}") from error
