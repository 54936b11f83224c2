"""Writes docs/cli.md from the help of the commands and docs/queries.md from the library: `python tests/cli_reference.py`.

A test holds them equal.
"""
from pathlib import Path

import click
from click.testing import CliRunner

from kg.cli import main
from kg.query import library

DOCS = Path(__file__).parents[1] / "docs"


def reference() -> str:
    """docs/cli.md as it should be."""
    parts = ["# The command `kg`\n", "Made from `kg --help` by `make docs`; do not edit.\n"]
    for path in _commands(main, ()):
        shown = CliRunner().invoke(main, [*path, "--help"], prog_name="kg", terminal_width=100)
        parts += [f"## {' '.join(('kg', *path))}\n", f"```\n{shown.output.rstrip()}\n```\n"]
    return "\n".join(parts)


def queries() -> str:
    """docs/queries.md as it should be."""
    parts = ["# Questions with a name\n", "Made from `kg/queries/` by `make docs`; do not edit. `kg query GRAPH --name NAME --param KEY=VALUE` asks "
             "one, in Python `graph.sparql(\"NAME\", KEY=\"VALUE\")`.\n"]
    for q in library().values():
        given = "".join(f" --param {p}={example}" for p, example in q.parameters.items())
        body = "\n".join(line for line in q.text.splitlines() if not line.startswith("#"))
        parts += [f"## {q.name}\n", f"{q.title} For example `--name {q.name}{given}`.\n", f"```text\n{body.strip()}\n```\n"]
    return "\n".join(parts)


PAGES = {DOCS / "cli.md": reference, DOCS / "queries.md": queries}


def _commands(command: click.Command, path: tuple[str, ...]):
    yield path
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(child, (*path, name))


if __name__ == "__main__":
    for place, page in PAGES.items():
        place.write_text(page(), "utf-8")
