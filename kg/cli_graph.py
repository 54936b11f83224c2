"""More commands of `kg`: what a sentence yields, a graph in other formats, and what a new graph gained and lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.output import FORMATS

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.records import Extraction, Statement

HELPERS = {"Post": "职务", "Date": "日期", "Amount": "数额"}  # labels of mentions that are no classes
FACTS = {"stated": "", "planned": "计划 ", "denied": "否定 ", "reported": "传闻 "}


@click.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
@click.option(
    "--format",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(list(FORMATS)),
    help="Write this format; may be repeated.",
)
@click.option(
    "--out",
    default=".",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to write to; made if it is not there.  [default: this one]",
)
def export(graph: Path, formats: tuple[str, ...], out: Path) -> None:
    """Write a graph in other formats.

    GRAPH is a graph.ttl; nothing is read but it, so graph.html then has the sentences, but no whole articles.

    \b
    ttl, nt, jsonld   RDF: graph.ttl, graph.nt, graph.jsonld
    html, pyvis       pages to look at: graph.html, graph.pyvis.html
    graphml, gexf     for Gephi, yEd and networkx: graph.graphml, graph.gexf (with dates for the timeline of Gephi)
    csv               one table for people, which Excel opens: claims.csv
    neo4j             neo4j/: nodes.csv, edges.csv, import.cypher
    parquet           parquet/: documents, entities, claims, mentions (needs zhengtu[parquet])
    ftm               FollowTheMoney entities, a line each: graph.ftm.jsonl

    Example:

    \b
        kg export exports/graph.ttl --format gexf --format csv --out out
    """
    from kg import output

    loaded = _load(graph)
    try:
        for path in output.export(loaded, out, tuple(f for f in FORMATS if f in formats)):
            click.echo(path)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Can't write to the folder {out} ({error.strerror or error}).") from error


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
def diff(old: Path, new: Path) -> None:
    """Say what a new graph gained and lost.

    OLD and NEW are two graph.ttl. Prints the articles, entities and claims that only one of them has, claims with their
    sentences; + is gained, - is lost. How sure a claim is, and which rule made it, makes no difference.

    Example:

    \b
        kg diff exports/graph.ttl out/graph.ttl
    """
    from kg import ontology
    from kg.diff import diff as compare

    before, after = _load(old), _load(new)
    found = compare(before, after)
    for sign, articles in (("+", found.articles_gained), ("-", found.articles_lost)):
        for article in articles:
            click.echo(f"{sign} article {article}")
    for sign, entities in (("+", found.entities_gained), ("-", found.entities_lost)):
        for e in entities:
            click.echo(f"{sign} {ontology.classes()[e.label].zh} {e.label}: {e.name}")
    signed = [
        (s.evidence, sign, s, graph)
        for sign, some, graph in (("-", found.lost, before), ("+", found.gained, after))
        for s in some
    ]
    for _, sign, s, graph in sorted(signed, key=lambda x: (x[0], x[1] == "+", x[2].id)):
        click.echo(f"{sign} {_said(s, graph.entities[s.subject].name, graph.entities[s.object].name)}")
        click.echo(f"      {s.evidence.quote}  ({s.evidence.document}, {s.rule})")
    click.echo(
        f"claims: {len(found.gained)} gained, {len(found.lost)} lost; "
        f"entities: {len(found.entities_gained)} gained, {len(found.entities_lost)} lost"
    )


@click.command()
@click.argument("text", metavar="TEXT")
def show(text: str) -> None:
    """Show what a sentence yields.

    TEXT is a sentence or a whole article in Chinese, in quotes; - reads it from standard input. Prints it with all that
    was recognised marked, then every claim with the rule that made it. The quickest way to see what the tool does, and
    what to add to a report of a fault.

    Example:

    \b
        kg show '聊城市工信局与齐鲁晚报签署合作协议。'
    """
    if text == "-":
        text = sys.stdin.read()
    if not text.strip():
        raise click.ClickException("There is no text; give a sentence in quotes.")
    from kg.curation import Curation
    from kg.pipeline import extract
    from kg.recognise.pipeline import make_pipeline
    from kg.records import Document
    from kg.resolve import resolve

    found = extract(make_pipeline(), Document("sentence", text))
    click.echo(_marked(found))
    graph = resolve([found], Curation())
    said = sorted((*graph.statements, *graph.unconfirmed), key=lambda s: (s.evidence, s.id))
    for s in said:
        click.echo(f"\n{_said(s, graph.entities[s.subject].name, graph.entities[s.object].name)}")
        click.echo(f"    rule {s.rule}, confidence {s.confidence:.2f}, from: {s.evidence.quote}")
    if not said:
        click.echo("\nNo relation was found in it.")


def _load(path: Path) -> Graph:
    from kg.loading import load

    try:
        return load(path)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _said(s: Statement, subject: str, object_: str) -> str:
    from kg import ontology

    qualifiers = "，".join(
        f"{ontology.qualifiers()[q].zh}：{v}" if q in ontology.qualifiers() else f"{q}: {v}" for q, v in s.qualifiers
    )
    return (
        f"{FACTS.get(s.modality, s.modality + ' ')}{subject} "
        f"—{ontology.relations()[s.predicate].zh} {s.predicate}→ {object_}"
        + (f"  （{qualifiers}）" if qualifiers else "")
    )


def _marked(found: Extraction) -> str:
    """The text with brackets around what was recognised, and its class; what lies within another is not marked
    again."""
    from kg import ontology

    text, at, parts = found.clean.text, 0, []
    for m in sorted(found.mentions, key=lambda m: (m.start, -m.end)):
        if m.start < at:
            continue
        zh = HELPERS.get(m.label) or ontology.classes()[m.label].zh
        parts += [text[at : m.start], f"〔{text[m.start : m.end]}｜{zh}{'，指代' if m.anaphor else ''}〕"]
        at = m.end
    return "".join([*parts, text[at:]]).strip()
