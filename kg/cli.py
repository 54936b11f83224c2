"""The command `kg`. Heavy modules are imported where they are used, so that `kg --help` answers at once."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kg
from kg.output import FORMATS

if TYPE_CHECKING:
    from kg.pipeline import Build

STAGES = {
    "load": "Loading", "read": "Reading articles", "extract": "Finding names and relations",
    "resolve": "Joining what is the same", "write": "Writing",
}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """政图 Zhengtu: Chinese government and newspaper text to a knowledge graph."""


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR",
              help="Folder to write to; made if it is not there.")
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)),
              help="Write this format only; may be repeated.  [default: all]")
@click.option("--model", metavar="NAME",
              help="Listen to this installed spaCy pipeline too (for example zh_core_web_trf).")
@click.option("--processes", type=click.IntRange(min=1), metavar="N",
              help="Spread the articles over N processes; the result is the same.  "
                   "[default: as many as pay for this number of articles]")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still told.")
def build(sources: tuple[str, ...], out: Path, formats: tuple[str, ...], model: str | None,
          processes: int | None, quiet: bool) -> None:
    """Build the graph of the articles in SOURCES.

    A source is a file, a folder (with all folders in it) or a glob in quotes. Articles are .txt
    files, or records with id, title, date, source and text in .jsonl, .jsonl.gz or .jsonl.zst.

    DIR gets graph.ttl (RDF), graph.html (to look at), graph.graphml (for Gephi) and build.json
    (what was built of what).

    Example:

    \b
        kg build seeds --out exports

    The exit status is 1 if anything could not be read or written, 2 if the command was wrong.
    """
    from kg import output

    formats = tuple(f for f in FORMATS if f in formats or not formats)
    try:
        output.prepare(out)
    except OSError as error:
        raise click.ClickException(f"Can't write to the folder {out} ({error.strerror or error}).") from error

    try:
        with _progress(quiet) as tell:
            tell("load", 0, 0)
            from kg.pipeline import build as build_graph

            result = build_graph(sources, model=model, processes=processes, progress=tell)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    for item in result.skipped:
        click.echo(f"Skipped {item.path}: {item.reason}", err=True)
    if not result.graph.documents:
        raise click.ClickException("No article could be read, so nothing was written.")

    try:
        with _progress(quiet) as tell:
            tell("write", 0, 0)
            output.write(result, out, formats, model)
    except OSError as error:
        raise click.ClickException(
            f"Writing to {out} failed ({error.strerror or error}); the files of an earlier build are as they were."
        ) from error
    if not quiet:
        _print_summary(result, out)
    if result.skipped:
        sys.exit(1)


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
