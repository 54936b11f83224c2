"""The claims as one CSV table for people: names instead of ids, a heading in two languages, and opened right by
Excel."""

from __future__ import annotations

import csv
import io
import os

from kg import normalise, ontology
from kg.export.atomic import write_text
from kg.graph import Graph

FIRST = "=+-@\t\r"  # what a spreadsheet would take for a formula (OWASP, CSV injection)
MODALITY = {"stated": "事实", "ended": "已结束", "planned": "计划", "denied": "否定", "reported": "传闻"}


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write the claims of `graph`, those that are no facts too, to the CSV file `path`: UTF-8 with a mark, for Excel.
    Raises OSError."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    qualifiers = ontology.qualifiers()
    table.writerow(
        [
            "主体 subject",
            "关系 relation",
            "客体 object",
            *(f"{q.zh} {q.en}" for q in qualifiers.values()),
            "标准日期 ISO date",
            "数值 amount",
            "单位 unit",
            "性质 modality",
            "可信度 confidence",
            "原句 sentence",
            "文章 article",
            "文章日期 published",
            "规则 rule",
        ]
    )
    for s in sorted((*graph.statements, *graph.unconfirmed), key=lambda s: (s.evidence, s.id)):
        said, document = dict(s.qualifiers), graph.documents.get(s.evidence.document)
        published = document.date if document else ""
        value, unit = normalise.amount(said.get("amount", "")) or ("", "")
        table.writerow(
            [
                _cell(c)
                for c in (
                    graph.entities[s.subject].name,
                    ontology.relations()[s.predicate].zh,
                    graph.entities[s.object].name,
                    *(said.get(q, "") for q in qualifiers),
                    normalise.date(said.get("date", ""), published),
                    value,
                    unit,
                    MODALITY.get(s.modality, s.modality),
                    s.confidence,
                    s.evidence.quote,
                    (document.title if document else "") or s.evidence.document,
                    published,
                    s.rule,
                )
            ]
        )
    write_text(path, ["\ufeff", out.getvalue()])


def _cell(value: str | float) -> str | float:
    return f"'{value}" if isinstance(value, str) and value[:1] and value[0] in FIRST else value
