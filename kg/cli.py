"""The command `kg`. Heavy modules are imported where they are used, so that `kg --help` answers at once."""
from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

import kg
from kg import cli_graph
from kg.output import FORMATS, USUAL
from kg.records import UNSURE

if TYPE_CHECKING:
    from kg.evaluate import Report
    from kg.graph import Graph
    from kg.pipeline import Build

SURE = 0.9      # what the summary of a build calls so
STAGES = {
    "load": "Loading", "read": "Reading articles", "extract": "Finding names and relations",
    "resolve": "Joining what is the same", "write": "Writing",
}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """政图 Zhengtu: Chinese government and newspaper text to a knowledge graph.

    Example:

    \b
        kg build seeds --out exports

    Completion of commands, options and names of queries with the tab key, in bash (zsh and fish alike):

    \b
        eval "$(_KG_COMPLETE=bash_source kg)"
    """


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR",
              help="Folder to write to; made if it is not there.")
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)),
              help="Write this format; may be repeated.  [default: ttl, html, pyvis, graphml]")
@click.option("--model", metavar="NAME",
              help="Listen to this installed spaCy pipeline too (for example zh_core_web_trf).")
@click.option("--aliases", type=click.Path(path_type=Path), metavar="FILE",
              help="A CSV file of names that are the same or differ (NAME,same-as,OTHER or NAME,different-from,OTHER); it wins over the rules.")
@click.option("--corrections", type=click.Path(path_type=Path), metavar="FILE",
              help="A CSV file of what is wrong, as the explorer writes it: names as for --aliases, NAME,is-a,CLASS and NAME,not-RELATION,OTHER; it wins over the rules.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P",
              help="Leave out claims less sure than P, from 0 to 1.  [default: keep all]")
@click.option("--min-support", type=click.IntRange(min=1), default=1, metavar="N",
              help="Leave out what fewer than N articles say; a reprint and its original are one.  [default: 1]")
@click.option("--without-bylines", is_flag=True,
              help="Leave out what only stands in datelines, bylines, credits and notes of editors (新华社, 中新网).")
@click.option("--no-texts", is_flag=True, help="Leave the whole articles out of graph.html, which then holds the sentences of relations only.")
@click.option("--processes", type=click.IntRange(min=1), metavar="N",
              help="Spread the articles over N processes; the result is the same.  "
                   "[default: as many as pay for this number of articles]")
@click.option("--cache", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder for what articles yielded, so that the next build reads only new and changed ones.  "
                   "[default: one for each --out, in your folder for caches]")
@click.option("--no-cache", is_flag=True, help="Read all articles, and keep nothing for the next build.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local",
              help="Where articles are read: here, or on Apache Spark (needs zhengtu[spark] and Java); the result is the same.  [default: local]")
@click.option("--master", metavar="URL", help="The Spark cluster (spark://host:7077, local[4]).  [default: as Spark is configured, else this machine]")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still told.")
def build(sources: tuple[str, ...], out: Path, formats: tuple[str, ...], model: str | None, aliases: Path | None, corrections: Path | None,
          min_confidence: float, min_support: int, without_bylines: bool, no_texts: bool, processes: int | None, cache: Path | None,
          no_cache: bool, engine: str, master: str | None, quiet: bool) -> None:
    """Build the graph of the articles in SOURCES.

    A source is a file, a folder (with all folders in it), a glob in quotes, or - for one article on standard
    input. Articles are .txt, .md, .html, .docx, .pdf, .eml, rows of .csv and .xlsx with columns such as 标题, 日期,
    来源 and 正文, records with title, date, source and text in .json and .jsonl (also .gz, .zst), and any of these
    in a .zip.

    DIR gets graph.ttl (RDF), graph.html (the explorer, to look at), graph.pyvis.html (a plain view with vis.js),
    graph.graphml (for Gephi) and build.json (what was built of what).

    Example:

    \b
        kg build seeds --out exports
        pdftotext news.pdf - | kg build - --out out

    The exit status is 1 if anything could not be read or written, 2 if the command was wrong.
    """
    from kg import output

    if cache is not None and no_cache:
        raise click.UsageError("Give --cache or --no-cache, not both.")
    if master is not None and engine != "spark":
        raise click.UsageError("--master is for --engine spark.")
    formats = tuple(f for f in FORMATS if f in (formats or USUAL))
    try:
        output.prepare(out)
    except OSError as error:
        raise click.ClickException(f"Can't write to the folder {out} ({error.strerror or error}).") from error

    try:
        with _progress(quiet) as tell:
            tell("load", 0, 0)
            from kg.cache import folder_for
            from kg.pipeline import build as build_graph

            result = build_graph(sources, model=model, processes=processes, progress=tell, aliases=aliases,
                                 min_confidence=min_confidence, min_support=min_support, bylines=not without_bylines,
                                 corrections=corrections, engine=engine, master=master,
                                 cache=None if no_cache else cache or folder_for(out))
    except OSError as error:
        raise click.ClickException(f"Can't read {error.filename} ({error.strerror})." if error.filename else str(error)) from error
    except (ImportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for item in result.skipped:
        click.echo(f"Skipped {item.path}: {item.reason}", err=True)
    for item in result.notices:
        click.echo(f"Note on {item.path}: {item.sentence}", err=True)
    for note in (*result.notes, *result.problems):
        click.echo(note, err=True)
    if not result.graph.documents:
        raise click.ClickException("No article could be read, so nothing was written.")

    try:
        with _progress(quiet) as tell:
            tell("write", 0, 0)
            output.write(result, out, formats, {
                "model": model, "aliases": aliases.name if aliases else None, "corrections": corrections.name if corrections else None,
                "min_confidence": min_confidence, "min_support": min_support, "bylines": not without_bylines}, texts=not no_texts)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"Writing to {out} failed ({error.strerror or error}); the files of an earlier build are as they were."
        ) from error
    if not quiet:
        _print_summary(result, out)
    if result.skipped:
        sys.exit(1)


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write a page (HTML) with every error and its sentence.")
def evaluate(graph: Path, gold: Path, errors: Path | None) -> None:
    """Compare a graph with gold annotations.

    GRAPH is a graph.ttl, GOLD a folder of gold files (one .json an article, see annotations/README.md). Prints
    precision, recall and F1 by class and relation, and for each rule how often it is right, how much of what the
    gold has it finds, and how many of its claims contradict another one of the article.

    Example:

    \b
        kg evaluate exports/graph.ttl gold
    """
    from kg import evaluate as evaluation
    from kg.loading import load

    try:
        report = evaluation.evaluate(load(graph), evaluation.read_gold(gold))
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for document in report.unknown:
        click.echo(f"The graph has no article {document}; all that its gold file has counts as missed.", err=True)
    _print_report(report)
    if errors is not None:
        try:
            errors.write_text(evaluation.page(report), "utf-8")
        except OSError as error:
            raise click.ClickException(f"Can't write {errors} ({error.strerror or error}).") from error


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
@click.argument("name", metavar="NAME")
def explain(graph: Path, name: str) -> None:
    """Say why names are one entity.

    GRAPH is a graph.ttl, NAME any name of an entity in it, or a part of one. Prints its names with the reason why each is
    one of its, where it is mentioned, and the claims about it with the rules that read them.

    Example:

    \b
        kg explain exports/graph.ttl 聊城市工信局
    """
    from collections import Counter

    from kg import ontology
    from kg.loading import load

    try:
        loaded = load(graph)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    found = loaded.find(name)
    if not found:
        raise click.ClickException(f"No entity of {graph} has {name} in one of its names.")
    for e in sorted(found, key=lambda e: (e.name, e.id)):
        click.echo(f"{e.name}  {ontology.classes()[e.label].zh} {e.label}  {e.id}")
        why = dict(e.joined)
        for alias in sorted({*e.aliases, *why} - {e.name}):
            click.echo(f"  {alias}: {why.get(alias, 'form of its official name')}")
        if e.name in why:
            click.echo(f"  one in all its articles: {why[e.name]}")
        for document in sorted({d for d, _, _ in e.mentions}):
            spans = ", ".join(f"{a}–{b}" for d, a, b in e.mentions if d == document)
            click.echo(f"  mentioned in {document} at {spans}")
        used = Counter((s.predicate, s.rule) for s in loaded.statements if e.id in (s.subject, s.object))
        for (predicate, rule), number in sorted(used.items()):
            click.echo(f"  {number} × {predicate} by the rule {rule}")


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
def validate(graph: Path) -> None:
    """Check a Turtle file.

    GRAPH is read strictly, and checked against the shapes that every export keeps to (ontology/shapes.ttl). Says what is
    wrong in sentences; the exit status is 1 if anything is.

    Example:

    \b
        kg validate exports/graph.ttl
    """
    from kg.validate import validate as check

    try:
        problems = check(graph)
    except OSError as error:
        raise click.ClickException(f"Can't read {graph} ({error.strerror or error}).") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{graph} breaks the shapes {len(problems)} times.")
    click.echo(f"{graph} is valid.")


def _queries(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from kg.query import library

    return [CompletionItem(q.name, help=q.title) for q in library().values() if q.name.startswith(begun)]


def _parameters(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from kg.query import library

    known = library().get(context.params.get("name") or "")
    return [CompletionItem(f"{p}=", help=example) for p, example in (known.parameters if known else {}).items() if f"{p}=".startswith(begun)]


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH", required=False)
@click.argument("text", metavar="[QUERY]", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="Read the query from a file.")
@click.option("--name", metavar="NAME", shell_complete=_queries, help="Ask a query of the library (see --list).")
@click.option("--param", "parameters", multiple=True, metavar="KEY=VALUE", shell_complete=_parameters, help="Fill in ?KEY of the query; may be repeated.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=UNSURE, show_default=True, metavar="X",
              help="With --name: only claims at least so sure.")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "nt"]), default="table",
              show_default=True, help="How to print the answer; ttl and nt are for CONSTRUCT.")
@click.option("--list", "listed", is_flag=True, help="List the queries of the library with their parameters, and stop.")
def query(graph: Path | None, text: str | None, file: Path | None, name: str | None, parameters: tuple[str, ...],
          min_confidence: float, format_: str, listed: bool) -> None:
    """Ask a graph with SPARQL.

    GRAPH is a graph.ttl, QUERY a SELECT, ASK or CONSTRUCT; the prefixes kg, id, skos, rdf, rdfs, prov, dcterms, oa and xsd need not be
    declared.

    Examples:

    \b
        kg query exports/graph.ttl 'SELECT ?name WHERE { ?p a kg:Official ; skos:prefLabel ?name }'
        kg query exports/graph.ttl --name policies-of-area --param area=辽宁省
    """
    from kg import query as sparql

    if listed:
        for q in sparql.library().values():
            click.echo(f"{q.name}: {q.title}")
            for parameter, example in q.parameters.items():
                click.echo(f"    --param {parameter}={example}")
        return
    if graph is None or sum(x is not None for x in (text, file, name)) != 1:
        raise click.UsageError("Give a graph.ttl, and a query: as text, with --file or with --name.")
    values = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals or not key:
            raise click.UsageError(f"--param takes KEY=VALUE, not {parameter}.")
        values[key] = value
    try:
        if name is not None:
            text = sparql.named(name, values, min_confidence)
        else:
            text = sparql.bind(text if file is None else file.read_text("utf-8"), values)
        for hint in sparql.hints(text):
            click.echo(hint, err=True)
        store = sparql.open_store(graph)
        answer = sparql.ask(store, text)
        if format_ != "table":
            click.echo(sparql.serialize(answer, format_), nl=False)
        elif hasattr(answer, "variables"):
            _print_rows([v.value for v in answer.variables], sparql.rows(answer))
        elif not isinstance(answer, sparql.Truth):
            click.echo(sparql.serialize(answer, "ttl"), nl=False)
        else:
            click.echo("yes" if answer else "no")
        if name is not None and min_confidence > 0:
            shown = sum(1 for _ in sparql.ask(store, text))
            if more := sparql.left_out(store, name, values, shown):
                click.echo(f"{more} more rest on claims less sure than {min_confidence:g}; --min-confidence 0 shows them.", err=True)
    except OSError as error:
        raise click.ClickException(f"Can't read {error.filename or graph} ({error.strerror or error}).") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="Port to listen on; 0 takes a free one.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=5.0, show_default=True, metavar="S", help="Time that a query may take.")
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, metavar="N", help="Rows that an answer may have; longer ones are cut.")
def serve(graph: Path, port: int, seconds: float, rows: int) -> None:
    """Serve a graph to this machine.

    GRAPH is a graph.ttl. Opens a read-only SPARQL endpoint (/sparql), a page to ask it (/), a page for every entity (/id/…), and the
    graph to look at (/graph.html), on 127.0.0.1 alone. Ctrl-C ends it.

    Example:

    \b
        kg serve exports/graph.ttl
    """
    from kg.query import open_store
    from kg.serve.server import Server

    try:
        open_store(graph)      # what is wrong with the file is told before any process starts
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Can't read {graph} ({error.strerror or error}).") from error
    try:
        server = Server(graph, port, seconds, rows)
    except OSError as error:
        raise click.ClickException(f"Can't listen on port {port} ({error.strerror or error}); --port takes another.") from error
    click.echo(f"http://127.0.0.1:{server.server_port}/  (SPARQL: /sparql; Ctrl-C ends it)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))      # so that a service manager ends the workers too
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


for command in (cli_graph.export, cli_graph.diff, cli_graph.show):
    main.add_command(command)


def _print_rows(names: list[str], rows: Iterator[list[str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False)
    for name in names:
        table.add_column(escape(name), overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    Console().print(table)


def _print_report(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    from kg import ontology

    console = Console()
    table = Table(show_edge=False)
    for heading in ("", "P", "R", "F1", "right", "wrong", "missed"):
        table.add_column(heading, justify="left" if not heading else "right")
    for part in ("entities", "relations"):
        counts = getattr(report, part)
        names = ontology.classes() if part == "entities" else ontology.relations()
        for name, count in ((part, report.total(part)), *((f"  {n}", counts[n]) for n in names if n in counts)):
            table.add_row(name, f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}", *map(str, (count.right, count.wrong, count.missed)))
        table.add_section()
    console.print(table)
    console.print(f"posts in the very words: {report.titles.right} of {report.titles.right + report.titles.wrong}")
    found = sum(c.right + c.missed for c in report.relations.values())
    table = Table(title="rules", show_edge=False)
    for heading in ("rule", "precision", "coverage", "right", "wrong", "conflicts"):
        table.add_column(heading, justify="left" if heading == "rule" else "right")
    for rule, count in sorted(report.rules.items(), key=lambda r: (-r[1].right, r[0])):
        table.add_row(rule, f"{count.precision:.2f}", f"{count.right / found if found else 0:.3f}", str(count.right), str(count.wrong),
                      str(report.conflicts.get(rule, 0)))
    console.print(table)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for the stage at work, if there is a terminal to see it: the function that tells it the state."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        stages: dict[str, int] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                for earlier in stages.values():
                    bar.update(earlier, visible=False)
                stages[stage] = bar.add_task(STAGES.get(stage, stage), total=total or None)
            bar.update(stages[stage], completed=done)

        yield tell


def _print_summary(result: Build, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    from kg import ontology

    table = Table(title=f"政图 {out}", show_edge=False)
    for heading, justify in (("", "left"), ("类 · 关系", "left"), ("Class or relation", "left"), ("", "right")):
        table.add_column(heading, justify=justify)
    table.add_row("文章 Documents", "", "", str(len(result.graph.documents)), end_section=True)
    for title, part, terms in (
        ("实体 Entities", result.counts["entities"], ontology.classes()),
        ("关系 Relations", result.counts["relations"], ontology.relations()),
    ):
        table.add_row(title, "", "", str(sum(part.values())))
        for name in (n for n in terms if n in part):   # in the order of the ontology
            table.add_row("", terms[name].zh, terms[name].en, str(part[name]))
        table.add_section()
    Console().print(table)
    click.echo(_trust(result.graph))
    if result.cached:
        click.echo(f"{result.cached} of {len(result.graph.documents)} articles came from the cache.")


def _trust(graph: Graph) -> str:
    """How many claims are how sure."""
    sure = [s.confidence for s in (*graph.statements, *graph.unconfirmed)]
    high, low = sum(x >= SURE for x in sure), sum(x < UNSURE for x in sure)
    return (f"Confidence of {len(sure)} claims: {high} at {SURE:g} or more, {len(sure) - high - low} from {UNSURE:g} to {SURE:g}, "
            f"{low} below, which are shown only when asked for.")
