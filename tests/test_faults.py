"""What goes wrong around a build: killed processes, damaged files, articles without end. Nothing is lost and nothing stays behind."""
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import integrity, output, pipeline
from kg.pipeline import Build
from kg.read import read
from kg.records import Document, Skipped
from sample import small

ROOT = Path(__file__).parents[1]
BUILD = Build(small())


def test_what_a_killed_build_left_is_removed_and_what_a_running_one_writes_is_not(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    host = output._host()
    left, ours, foreign, old = (tmp_path / f".build-{name}" for name in (f"{host}-{gone.pid}-abc", f"{host}-{os.getpid()}-abc", "elsewhere-1-abc", "abc"))
    for folder in (left, ours, foreign, old):
        folder.mkdir()
        (folder / "graph.ttl").write_text("half")
    os.utime(old, (0, 0))
    output.write(BUILD, tmp_path, ("ttl",))
    assert [f.exists() for f in (left, ours, foreign, old)] == [False, True, True, False]
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(".build-")) == ["build.json", "graph.ttl"]


def test_files_that_a_narrower_build_no_longer_makes_are_removed_unless_they_are_the_users(tmp_path):
    output.write(BUILD, tmp_path, ("ttl", "nt", "graphml"))
    (tmp_path / "graph.nt").write_text("mine now")
    (tmp_path / "graph.jsonld").write_text("never theirs")
    output.write(BUILD, tmp_path, ("ttl",))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build.json", "graph.jsonld", "graph.nt", "graph.ttl"]
    assert list(json.loads((tmp_path / "build.json").read_text())["files"]) == ["graph.ttl"]


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import multiprocessing, time\nfrom kg.processes import end_with_parent\n"
        "def work():\n    end_with_parent()\n    time.sleep(600)\n"
        "if __name__ == '__main__':\n    p = multiprocessing.get_context('spawn').Process(target=work)\n    p.start()\n    print(p.pid, flush=True)\n    time.sleep(600)\n")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    worker = int(parent.stdout.readline())
    time.sleep(1)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(300):
        if not running(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("The worker lives on.")


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_damaged_model_is_told_in_a_sentence(monkeypatch, tmp_path):
    models = tmp_path / "models" / "zh_zhengtu"
    models.mkdir(parents=True)
    sums = (ROOT / "kg" / "models" / integrity.SUMS).read_text()
    (tmp_path / "models" / integrity.SUMS).write_text(sums)
    monkeypatch.setattr(integrity, "files", lambda package: tmp_path)
    integrity.check_model.cache_clear()
    with pytest.raises(OSError, match="can't be read"):
        pipeline.build([])
    for line in sums.splitlines():
        (tmp_path / "models" / line.split("  ")[1]).write_bytes(b"half of it")
    with pytest.raises(OSError, match="is damaged"):
        pipeline.build([])
    monkeypatch.undo()
    integrity.check_model()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms")
def test_an_article_without_end_is_given_up_and_the_rest_goes_on(monkeypatch, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("沈阳市财政局印发通知。", "utf-8")
    plain = pipeline.extract

    def extract(nlp, document):
        while document.id == "a":
            try:
                time.sleep(0.01)
            except Exception:      # what a library may do with an error on its way
                pass
        return plain(nlp, document)

    monkeypatch.setattr(pipeline, "extract", extract)
    pipeline.build([tmp_path / "b.txt"])      # what is loaded once is loaded
    monkeypatch.setattr(pipeline, "SECONDS", 0.5)
    result = pipeline.build([tmp_path])
    assert list(result.graph.documents) == ["b"]
    assert "longer than 0.5 seconds" in result.skipped[0].reason and result.skipped[0].path.endswith("a.txt")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root reads everything")
def test_a_file_that_may_not_be_read_costs_only_itself(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("沈阳市财政局印发通知。", "utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert [type(i) for i in read(tmp_path)] == [Skipped, Document]


def test_a_reader_that_breaks_costs_only_its_file(monkeypatch, tmp_path):
    from kg.reading import text

    for name in ("a.md", "b.txt"):
        (tmp_path / name).write_text("沈阳市财政局印发通知。", "utf-8")

    def breaks(source):
        raise RecursionError("too deep")
        yield

    monkeypatch.setattr(text, "read_markdown", breaks)
    broken, good = read(tmp_path)
    assert "RecursionError" in broken.reason and good.id == "b"
