"""What the documentation shows to a newcomer runs: the notebook, and the Python of the README."""
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "explore.ipynb"


@pytest.fixture(scope="module")
def executed():
    """The notebook after a real kernel ran all of it; a cell that raises fails here."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3",
                            resources={"metadata": {"path": str(NOTEBOOK.parent)}})
    return client.execute(env={"PYTHONPATH": str(ROOT), **os.environ})


def outputs(notebook):
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


def test_every_code_cell_runs_and_says_something(executed):
    printed = "".join(o.text for o in outputs(executed) if o.output_type == "stream" and o.name == "stdout")
    assert "5 articles" in printed
    assert "triples" in printed
    asked = [c for c in executed.cells if "ask(" in c.source and c.cell_type == "code"]
    assert len(asked) == 3 and all(c.outputs for c in asked), "a question without an answer"


def test_the_plot_shows_chinese(executed):
    assert any("image/png" in o.get("data", {}) for o in outputs(executed))
    warnings = [o.text for o in outputs(executed) if o.output_type == "stream" and o.name == "stderr"]
    assert warnings == []   # matplotlib warns of every glyph that its font lacks


def test_the_notebook_is_committed_without_outputs():
    assert outputs(nbformat.read(NOTEBOOK, as_version=4)) == []


@pytest.mark.parametrize("code", re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S))
def test_the_python_of_the_readme_runs(code):
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
                          env={"PYTHONPATH": str(ROOT), **os.environ})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
