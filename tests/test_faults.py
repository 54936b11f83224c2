"""What goes wrong around a build: killed processes, damaged files, articles without end. Nothing is lost and nothing stays behind."""
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import integrity, output, pipeline
from kg.cli import main
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


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class Faults:
    """An error of the disk at the n-th thing that is done to files below a folder: opened to be written, renamed, linked, made, removed."""

    def __init__(self) -> None:
        self.folder, self.left, self.met = "", 0, ""
        sys.addaudithook(self.hook)

    def hook(self, event, arguments):
        if not self.folder or event not in ("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir"):
            return
        writes = event != "open" or isinstance(arguments[1], str) and set(arguments[1]) & set("wax+") or arguments[1] is None and arguments[2] & os.O_WRONLY
        if writes and self.folder in str(arguments[0]):
            self.left -= 1
            if self.left == 0:
                self.met = event
                raise OSError(errno.EIO, "Input/output error")

    @contextmanager
    def at(self, n, folder):
        self.folder, self.left, self.met = str(folder), n, ""
        try:
            yield
        finally:
            self.folder = ""


FAULTS = Faults()      # an audit hook can't be taken away again
FORMATS = ("ttl", "graphml", "csv", "neo4j", "html")


def test_an_error_of_the_disk_at_any_step_leaves_the_earlier_files_as_they_were(tmp_path, monkeypatch):
    other = Build(small().subgraph(article="b"))
    output.write(BUILD, tmp_path / "new", FORMATS[:3]), output.write(other, tmp_path / "old", FORMATS)
    old, new = contents(tmp_path / "old"), contents(tmp_path / "new")
    failed = 0
    for n in range(1, 200):
        shutil.copytree(tmp_path / "old", out := tmp_path / f"out-{n}")
        with FAULTS.at(n, out):
            try:
                output.write(BUILD, out, FORMATS[:3])
                wanted = new
            except OSError:
                wanted, failed = old, failed + 1
        found = contents(out)
        assert {f: data for f, data in found.items() if not f.startswith(output.DRAFT)} == wanted, (n, FAULTS.met)
        if found.keys() != wanted.keys():      # the draft could not be removed: the next build does
            assert FAULTS.met in ("os.remove", "os.rmdir"), (n, FAULTS.met)
            monkeypatch.setattr(output, "_alive", lambda process: False)
            output.write(BUILD, out, FORMATS[:3])
            assert contents(out) == new
        if not FAULTS.met:
            break
    assert failed > 15 and not FAULTS.met      # one for each file that is opened, linked and moved


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit for files")
@pytest.mark.parametrize("room", [0, 1, 100, 1000, 5000, 20_000, 100_000])
def test_a_full_disk_leaves_the_earlier_files_and_is_told(tmp_path, monkeypatch, room):
    """The system itself refuses what is written beyond `room` bytes of a file."""
    import resource

    output.write(Build(small().subgraph(article="b")), tmp_path / "out", FORMATS)
    old = contents(tmp_path / "out")
    monkeypatch.setattr(pipeline, "build", lambda *_, **__: BUILD)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        done = CliRunner().invoke(main, ["build", "x", "--out", str(tmp_path / "out"), "--format", "html", "--format", "ttl", "-q"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert done.exit_code == 1 and done.output.count("\n") == 1 and "the files of an earlier build are as they were" in done.output
    assert contents(tmp_path / "out") == old


def test_two_builds_into_one_folder_leave_the_files_of_one(tmp_path):
    builds = BUILD, Build(small().subgraph(article="b"))
    for _ in range(5):
        threads = [threading.Thread(target=output.write, args=(b, tmp_path, f)) for b in builds for f in (("ttl", "csv", "graphml"), ("ttl", "neo4j"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = json.loads((tmp_path / "build.json").read_text())["files"]
        there = {p.relative_to(tmp_path).as_posix(): output.digest(p) for p in tmp_path.rglob("*") if p.is_file() and p.name != "build.json"}
        assert there == said


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_build_that_is_killed_at_any_moment_leaves_whole_files_and_nothing_that_grows(tmp_path):
    script = tmp_path / "writes.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'tests')!r})\nfrom pathlib import Path\nfrom kg import output\nfrom kg.pipeline import Build\n"
        "from sample import small\nbuilds = Build(small()), Build(small().subgraph(article='b'))\nprint(flush=True)\n"
        "while True:\n    for b in builds:\n        output.write(b, Path(sys.argv[1]), ('ttl', 'graphml', 'csv'))\n        print('.', end='', flush=True)\n")
    whole = []
    for name, build in (("one", BUILD), ("two", Build(small().subgraph(article="b")))):
        output.write(build, tmp_path / name, ("ttl", "graphml", "csv"))
        whole.append(contents(tmp_path / name))
    chance = random.Random(3)
    for _ in range(3):
        process = subprocess.Popen([sys.executable, str(script), str(tmp_path / "out")], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
        process.stdout.readline()
        process.stdout.read(1 + chance.randrange(3))
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.wait()
        found = {f: data for f, data in contents(tmp_path / "out").items() if not f.startswith(output.DRAFT)}
        assert all(data in (whole[0][f], whole[1][f]) for f, data in found.items()) and found.keys() == whole[0].keys()
        assert len(list((tmp_path / "out").glob(f"{output.DRAFT}*"))) <= 1      # the next build removed that of the one before
    output.write(BUILD, tmp_path / "out", ("ttl", "graphml", "csv"))
    assert contents(tmp_path / "out") == whole[0]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_told_before_any_work(tmp_path):
    tmp_path.chmod(0o500)
    done = CliRunner().invoke(main, ["build", str(ROOT / "seeds"), "--out", str(tmp_path)])
    assert done.exit_code == 1 and "Can't write to the folder" in done.output and done.output.count("\n") == 1


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
