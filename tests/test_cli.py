"""The command as a user meets it: what it writes, what it says, and how it ends."""
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.export.graphml
import kg.pipeline
from cli_reference import PAGES
from kg.cli import main
from kg.output import sibling

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
GRAPHS = ("graph.graphml", "graph.html", "graph.pyvis.html", "graph.ttl")
GOOD = "海州市印发通知\n海州市人民政府印发《关于支持企业发展的通知》。\n"


def kg_build(*arguments):
    return CliRunner().invoke(main, ["build", *map(str, arguments)], prog_name="kg")


def contents(folder):
    return {p.name: p.read_bytes() for p in Path(folder).iterdir()}


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "in" / "good.txt"
    path.parent.mkdir()
    path.write_text(GOOD, "utf-8")
    return path


def test_a_build_writes_its_files_and_a_summary(good, tmp_path):
    result = kg_build(good, "--out", tmp_path / "new" / "out")
    assert result.exit_code == 0, result.output
    assert sorted(contents(tmp_path / "new" / "out")) == ["build.json", *GRAPHS]
    assert "实体 Entities" in result.stdout and "发布" in result.stdout and "Government body" in result.stdout
    assert result.stderr == ""   # no terminal, no progress bar


def test_quiet_says_nothing(good, tmp_path):
    result = kg_build(good, "--out", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_format_picks_and_leaves_other_files_alone(good, tmp_path):
    assert kg_build(good, "--out", tmp_path / "out", "--format", "ttl", "--format", "graphml").exit_code == 0
    assert sorted(contents(tmp_path / "out")) == ["build.json", "graph.graphml", "graph.ttl"]
    settings = json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))["settings"]
    assert settings == {"formats": ["graphml", "ttl"], "model": None, "aliases": None, "corrections": None, "min_confidence": 0.0, "min_support": 1, "bylines": True, "texts": True}


def test_texts_can_be_left_out_of_the_page(good, tmp_path):
    assert kg_build(good, "--out", tmp_path / "with").exit_code == 0
    assert kg_build(good, "--out", tmp_path / "without", "--no-texts").exit_code == 0
    assert 'id="texts-0"' in (tmp_path / "with" / "graph.html").read_text("utf-8")
    assert 'id="texts-' not in (tmp_path / "without" / "graph.html").read_text("utf-8").replace("script[id^=texts-]", "")
    assert json.loads((tmp_path / "without" / "build.json").read_text("utf-8"))["settings"]["texts"] is False


def test_the_report_knows_its_files(good, tmp_path):
    assert kg_build(good, "--out", tmp_path / "out").exit_code == 0
    ttl, page = tmp_path / "out" / "graph.ttl", tmp_path / "out" / "graph.html"
    assert sibling(ttl, "graph.html") == page
    page.write_text("another page", "utf-8")
    assert sibling(ttl, "graph.html") is None
    (tmp_path / "out" / "build.json").write_text("[]", "utf-8")
    assert sibling(ttl, "graph.html") is None


BAD = {   # file: (bytes, None for no file)
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "unknown.txt": "政府工作报告提出".encode() + b"\xff\xfe\x81\x8d" * 30,
    "missing.txt": None,
}


def test_bad_files_get_a_sentence_each_and_the_good_one_is_built(good, tmp_path):
    for name, data in BAD.items():
        if data is not None:
            (good.parent / name).write_bytes(data)
    result = kg_build(*(good.parent / name for name in BAD), good, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == len(BAD)
    for name in BAD:
        (line,) = [line for line in lines if name in line]
        assert line.endswith(".") and "Traceback" not in line
    report = json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))
    assert [d["id"] for d in report["documents"]] == ["good"]
    assert {os.path.basename(s["path"]) for s in report["skipped"]} == set(BAD)
    assert "good" in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_nothing_readable_writes_nothing(tmp_path):
    out = tmp_path / "out"
    result = kg_build(tmp_path / "nowhere.txt", "--out", out)
    assert result.exit_code == 1
    assert "No article could be read" in result.stderr
    assert contents(out) == {}


@pytest.mark.parametrize("place", ["a file", "below a file", "a folder in the way"])
def test_unwritable_out_is_told_in_one_sentence_before_any_work(good, tmp_path, monkeypatch, place):
    monkeypatch.setattr(kg.pipeline, "build", lambda *_, **__: pytest.fail("worked first"))
    out = good if place == "a file" else good / "out" if place == "below a file" else tmp_path / "out"
    if place == "a folder in the way":
        (out / "graph.ttl").mkdir(parents=True)
    result = kg_build(good, "--out", out)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and str(out) in result.stderr
    assert good.read_text("utf-8") == GOOD


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_when_writing_fails_earlier_files_stay(good, tmp_path, monkeypatch, error):
    out = tmp_path / "out"
    assert kg_build(good, "--out", out).exit_code == 0
    before = contents(out)
    good.write_text(GOOD.replace("海州", "东州"), "utf-8")

    def fail(graph, path):
        Path(path).write_text("half")
        raise error

    monkeypatch.setattr(kg.export.graphml, "write", fail)
    result = kg_build(good, "--out", out)
    assert result.exit_code == 1
    assert ("No space left" in result.stderr) == isinstance(error, OSError)
    assert "Traceback" not in result.stderr
    assert contents(out) == before   # and nothing else left lying there


def test_a_model_that_is_not_there(good, tmp_path):
    result = kg_build(good, "--out", tmp_path / "out", "--model", "zh_no_such_model")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "zh_no_such_model" in result.stderr


@pytest.mark.parametrize("arguments", [
    ["--out", "x"], ["seeds"], ["seeds", "--out", "x", "--format", "docx"], ["seeds", "--out", "x", "--processes", "0"],
])
def test_wrong_usage_ends_with_2(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = kg_build(*arguments)
    assert result.exit_code == 2
    assert "Usage: kg build" in result.stderr
    assert contents(tmp_path) == {}


def test_build_json_names_no_place_of_this_machine(good, tmp_path):
    (good.parent / "empty.txt").write_bytes(b"")
    kg_build(good.parent, "--out", tmp_path / "out", "--quiet")
    text = (tmp_path / "out" / "build.json").read_text("utf-8")
    assert str(tmp_path) not in text
    assert [s["path"] for s in json.loads(text)["skipped"]] == ["empty.txt"]


def run(*arguments, cwd, **environment):
    """The command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)], cwd=cwd, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT), **os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done


def test_same_articles_same_bytes(tmp_path):
    """Whatever the hash seed, the order of the files, their place and the number of processes."""
    files = sorted(SEEDS.glob("*.txt"))
    shuffled = random.Random(7).sample(files, len(files))
    assert shuffled != files
    (tmp_path / "copies").mkdir()
    for file in shuffled:
        shutil.copy(file, tmp_path / "copies")
    run("build", *files, "--out", tmp_path / "one", "--processes", 1, cwd=ROOT, PYTHONHASHSEED="1")
    run("build", *shuffled, "--out", tmp_path / "two", "--processes", 2, cwd=ROOT, PYTHONHASHSEED="2")
    run("build", "copies", "--out", "three", cwd=tmp_path, PYTHONHASHSEED="3", TZ="Asia/Shanghai", LC_ALL="C")
    one = contents(tmp_path / "one")
    assert set(one) == {"build.json", *GRAPHS}
    for other in ("two", "three"):
        assert [n for n, data in contents(tmp_path / other).items() if data != one[n]] == []


def test_exports_is_the_build_of_the_seeds(tmp_path):
    run("build", "seeds", "--out", tmp_path / "fresh", "--quiet", cwd=ROOT)
    fresh = contents(tmp_path / "fresh")
    stale = [n for n, data in fresh.items() if n != "build.json" and (ROOT / "exports" / n).read_bytes() != data]
    assert stale == [], "run `make graph` and commit exports/"
    ours, theirs = json.loads((ROOT / "exports" / "build.json").read_text("utf-8")), json.loads(fresh["build.json"])
    del ours["versions"], theirs["versions"]   # of this machine
    assert ours == theirs


def test_an_installed_package_builds_away_from_the_repository(good, tmp_path):
    """What `pip install .` installs holds the word lists and the ontology."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"],
                   cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    done = run("build", good, "--out", tmp_path / "out", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert "发布" in done.stdout
    origin = "import kg.pipeline; print(kg.pipeline.__file__)"
    shown = subprocess.run([sys.executable, "-c", origin], cwd=tmp_path, capture_output=True, text=True,
                           env={**os.environ, "PYTHONPATH": str(tmp_path / "site")})
    assert shown.stdout.startswith(str(tmp_path))


def test_the_reference_is_what_the_commands_say():
    for place, page in PAGES.items():
        assert place.read_text("utf-8") == page(), "run `make docs`"
