"""Data flows one way: a stage never imports a later one, and heavy libraries stay where they are used."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# In the order of the flow; a module belongs to the first line with its name or a folder of it.
STAGES = (
    ("kg.records", "kg.lexicon", "kg.ontology", "kg.gazetteer", "kg.names", "kg.graph", "kg.entity", "kg.portions", "kg.optional",
     "kg.normalise", "kg.cells", "kg.reprints", "kg.processes", "kg.integrity", "kg.region", "kg.confidence", "kg.curation",
     "kg.pack", "kg.cache", "kg.gatherings"),   # shared knowledge
    ("kg.reading",),
    ("kg.read",),
    ("kg.cleaning",),
    ("kg.clean",),
    ("kg.clauses.tokens",),       # the words that clauses are told by; what is none of them may be a name
    ("kg.recognise",),
    ("kg.relate", "kg.structure", "kg.clauses", "kg.frames", "kg.posts", "kg.hosts", "kg.neighbours", "kg.surroundings", "kg.name_facts", "kg.nominals", "kg.partners", "kg.meetings",
     "kg.roles", "kg.attending"),
    ("kg.resolve",),
    ("kg.export", "kg.loading", "kg.loading_graphml", "kg.evaluate", "kg.dataframes", "kg.diff"),
    ("kg.guard",),
    ("kg.query", "kg.shapes", "kg.validate", "kg.asking"),
    ("kg.pipeline", "kg.spark", "kg.output"),
    ("kg.serve",),
    ("kg.cli_graph", "kg.cli", "kg.__main__"),
    ("kg.train",),
)
BRIDGES = {("kg.recognise.sources.layout", "kg.structure.certain")}      # names that layout makes certain are candidates
HOMES = {   # a library, and the only modules that may import it
    "spacy": ("kg.recognise",),
    "pyvis": ("kg.export",),
    "igraph": ("kg.export",),
    "pypinyin": ("kg.export",),
    "rdflib": ("kg.shapes", "kg.validate"),
    "pyoxigraph": ("kg.loading", "kg.asking", "kg.query", "kg.shapes", "kg.validate", "kg.export", "kg.serve"),
    "pyshacl": ("kg.validate",),
    "platformdirs": ("kg.cache",),
    "resiliparse": ("kg.reading",),
    "docx": ("kg.reading",),
    "pdfminer": ("kg.reading",),
    "openpyxl": ("kg.reading",),
    "opencc": ("kg.cleaning",),
    "click": ("kg.cli", "kg.cli_graph"),
    "rich": ("kg.cli",),
    "pyspark": ("kg.spark",),
    "py4j": ("kg.spark",),
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lies_in(module: str, home: str) -> bool:
    return module == home or module.startswith(home + ".")


def stage(module: str) -> int | None:
    return next((i for i, homes in enumerate(STAGES) if any(lies_in(module, h) for h in homes)), None)


def imports(path: Path) -> set[str]:
    """Every module that the file imports, wherever in it, but not for the type checker alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: import by full names, please"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "kg" else {node.module}
    return found


MODULES = {name_of(p): p for p in sorted(ROOT.glob("kg/**/*.py")) if name_of(p) != "kg"}


@pytest.mark.parametrize("module", MODULES)
def test_no_import_of_a_later_stage(module):
    own = stage(module)
    assert own is not None, f"{module} has no place in STAGES; give it one, here and in docs/architecture.md"
    for other in imports(MODULES[module]):
        if other.startswith("kg.") and stage(other) is not None:
            assert stage(other) <= own or (module, other) in BRIDGES, f"{module} imports {other}, a later stage"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_stay_at_home(module):
    for other in imports(MODULES[module]):
        homes = HOMES.get(other.partition(".")[0])
        assert homes is None or any(lies_in(module, h) for h in homes), f"{module} imports {other}"


def test_help_and_package_import_load_nothing_heavy():
    script = (
        "import sys, kg, kg.cli\n"
        "heavy = {'spacy', 'rdflib', 'pyvis', 'networkx', 'numpy', 'rich'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"imported at start: {done.stderr}"


def test_public_names():
    script = "import kg, kg.loading; from kg import *; print(build.__module__, load.__module__, Graph.__module__)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["kg.pipeline", "kg.loading", "kg.graph"], done.stderr
