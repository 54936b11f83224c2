"""What the documentation shows to a newcomer runs: the notebooks in a real kernel, and the README as written."""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
import zstandard
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
README = (ROOT / "README.md").read_text("utf-8")


def run(notebook, folder):
    """The notebook after a real kernel ran all of it; a cell that raises fails here."""
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    return client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})


def outputs(notebook):
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda p: p.stem)
def executed(request):
    return run(nbformat.read(request.param, as_version=4), request.param.parent)


def test_a_notebook_runs_shows_something_and_has_no_complaints(executed):
    shown = outputs(executed)
    assert any("image/png" in o.get("data", {}) for o in shown)
    assert any("text/html" in o.get("data", {}) for o in shown)
    # matplotlib warns of every glyph that its font lacks, pandas and networkx of what they will not do for long
    assert [o.text for o in shown if o.output_type == "stream" and o.name == "stderr"] == []


def test_no_question_of_a_notebook_is_without_an_answer(executed):
    for cell in executed.cells:
        if cell.cell_type == "code" and ("sparql(" in cell.source or "print(" in cell.source):
            assert cell.outputs, cell.source


def test_no_table_is_empty_and_amounts_are_told(executed):
    shown = "".join(str(o.get("data", {}).get("text/plain", "")) + o.get("text", "") for o in outputs(executed))
    assert "Empty DataFrame" not in shown
    if "谁支持谁" in executed.cells[0].source:
        assert len(re.findall("→ .+: .+元", shown)) >= 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_without_outputs_and_in_two_languages(path):
    notebook = nbformat.read(path, as_version=4)
    assert outputs(notebook) == [] and all(c.get("execution_count") is None for c in notebook.cells)
    prose = "".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    assert len(re.findall("[\u4e00-\u9fff]", prose)) > 100 and re.search(r"(\w+ ){8}", prose)


def test_an_official_is_plotted_in_five_lines():
    install = next(line for line in README.splitlines() if line.startswith("pip install") and "notebook" in line)
    block = next(b for b in re.findall(r"^```python\n(.*?)^```", README, re.M | re.S) if ".plot(" in b)
    assert len([line for line in (install, *block.splitlines()) if line.strip()]) <= 5
    (cell,) = run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(block)]), ROOT).cells
    assert any("image/png" in o.get("data", {}) for o in cell.outputs)


@pytest.fixture
def clone(tmp_path):
    """What a fresh clone holds of articles and graphs, and commands that stand in for those that install: make, pip and the
    environment are those of the tests. Beside it the articles of a user."""
    for folder in ("seeds", "exports"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    commands = tmp_path / "bin"
    commands.mkdir()
    python = f'PYTHONPATH="{ROOT}" exec "{sys.executable}"'
    for name, script in (("kg", f'{python} -m kg "$@"'), ("pip", "exit 0"),
                         ("make", f'[ "$1" != graph ] || {python} -m kg build seeds --out exports --quiet')):
        (commands / name).write_text(f"#!/bin/sh\n{script}\n")
        (commands / name).chmod(0o755)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "activate").write_text("")
    first, second, *_ = sorted((tmp_path / "seeds").iterdir())
    for name in ("articles", "more"):
        (tmp_path / name).mkdir()
        shutil.copy(first, tmp_path / name / f"{name}.txt")
    record = json.dumps({"id": "news", "text": second.read_text("utf-8")}).encode()
    (tmp_path / "news.jsonl.zst").write_bytes(zstandard.compress(record))
    return tmp_path


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md", "docs/howto.md"])
def test_every_block_of_a_page_runs_in_its_order(clone, page):
    """Commands by bash, which stops at the first that fails; then the Python in one kernel, where each block says something."""
    text = (ROOT / page).read_text("utf-8")
    commands, cells = (re.findall(rf"^```{kind}\n(.*?)^```", text, re.M | re.S) for kind in ("sh", "python"))
    assert commands and cells
    done = subprocess.run(["bash", "-e", "-c", "\n".join(commands)], cwd=clone, capture_output=True, text=True,
                          env={**os.environ, "PATH": f"{clone / 'bin'}:{os.environ['PATH']}"})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    for cell in run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells]), clone).cells:
        assert cell.outputs, f"says nothing: {cell.source}"


ELSEWHERE = {"adding-a-relation.md": "test_readings", "queries.md": "test_query", "ontology.md": "test_ontology"}      # where theirs run


def test_no_block_of_the_docs_is_run_nowhere():
    for page in sorted((ROOT / "docs").rglob("*.md")):
        blocks = re.findall("^```([a-z]+)$", page.read_text("utf-8"), re.M)
        assert not blocks or page.name in {"tutorial.md", "howto.md", "tests-without-gold.md", *ELSEWHERE}, page


@pytest.mark.parametrize("line", "".join(re.findall("^```sh\n(.*?)^```", (ROOT / "docs/tests-without-gold.md").read_text("utf-8"), re.M | re.S)).splitlines())
def test_the_long_tests_take_the_options_that_are_told(line, monkeypatch, capsys):
    """They take minutes as they stand there: here they measure nothing."""
    words = shlex.split(line, comments=True)
    if words[0].startswith("KG_PHRASEBOOK="):
        assert words[0].partition("=")[0] in (ROOT / "tests/test_phrasebook.py").read_text("utf-8") and (ROOT / words[-1]).is_file()
        return
    module = import_module(Path(words[1]).stem)
    monkeypatch.setattr(module, "measure", lambda *_: [])
    monkeypatch.setattr(module, "pin", lambda *_: None, raising=False)
    monkeypatch.setattr(module, "articles", lambda: [], raising=False)
    monkeypatch.setattr(sys, "argv", words[1:])
    module.main()
    assert words[0] == "python" and capsys.readouterr().out


def test_the_pages_link_to_what_is_there():
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_the_site_is_built_without_a_warning_and_asks_the_net_for_nothing(tmp_path):
    done = subprocess.run([sys.executable, "-m", "sphinx", "-W", "-q", ROOT / "docs", tmp_path], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 10 and "kg.graph.Graph.subgraph" in (tmp_path / "python.html").read_text("utf-8")
    for page in pages:
        loaded = re.findall(r"<(?:script|img|iframe)[^>]* src=\"([^\"]+)|<link[^>]* rel=\"(?:stylesheet|icon|preload)\"[^>]* href=\"([^\"]+)",
                            page.read_text("utf-8"))
        assert not [u for pair in loaded for u in pair if re.match(r"(https?:)?//", u)], page
