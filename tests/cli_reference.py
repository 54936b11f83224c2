"""Writes docs/cli.md from the help of the commands: `python tests/cli_reference.py`. A test holds them equal."""
from pathlib import Path

import click
from click.testing import CliRunner

from kg.cli import main

PLACE = Path(__file__).parents[1] / "docs" / "cli.md"


def reference() -> str:
    """docs/cli.md as it should be."""
    parts = ["# The command `kg`\n", "Made from `kg --help` by `make docs`; do not edit.\n"]
    for path in _commands(main, ()):
        shown = CliRunner().invoke(main, [*path, "--help"], prog_name="kg", terminal_width=100)
        parts += [f"## {' '.join(('kg', *path))}\n", f"```\n{shown.output.rstrip()}\n```\n"]
    return "\n".join(parts)


def _commands(command: click.Command, path: tuple[str, ...]):
    yield path
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(child, (*path, name))


if __name__ == "__main__":
    PLACE.write_text(reference(), "utf-8")
