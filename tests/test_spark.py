"""The same graph from Apache Spark as from this process: on two local cores, and on a cluster that loses a worker."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.pipeline import build
from test_pipeline import ARTICLES

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'zhengtu[spark]'")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java", allow_module_level=True)

pytestmark = pytest.mark.xdist_group("spark")
ROOT, HOME = Path(__file__).parents[1], Path(pyspark.__file__).parent
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))), "PYSPARK_PYTHON": sys.executable,
       "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1"}


@pytest.fixture
def folder(tmp_path):
    """More articles than a task of Spark takes."""
    (tmp_path / "in").mkdir()
    for i in range(30):
        for name, text in ARTICLES.items():
            (tmp_path / "in" / f"{name}{i:02}.txt").write_text(f"{text}\n第{i}天，大连市副市长王平出席会议。\n", "utf-8")
    return tmp_path / "in"


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Spark's processes see this checkout; the session ends with the test, as a Java process has one."""
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    yield
    from pyspark.sql import SparkSession

    if (session := SparkSession.getActiveSession()) is not None:
        session.stop()


def test_two_local_cores_give_the_same_graph(folder):
    assert build(folder, engine="spark", master="local[2]") == build(folder)


def test_what_spark_read_is_kept(folder, tmp_path):
    first = build(folder, engine="spark", master="local[2]", cache=tmp_path / "cache")
    again = build(folder, cache=tmp_path / "cache")
    assert first == again and (first.cached, again.cached) == (0, len(again.graph.documents))


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def cluster(tmp_path):
    """(URL of a standalone master, its two workers), each a process with a group of its own."""
    port, started = free_port(), []

    def start(kind: str, *arguments: str) -> subprocess.Popen:
        log = (tmp_path / f"{kind}-{len(started)}.log").open("w")
        started.append(subprocess.Popen(
            [HOME / "bin" / "spark-class", f"org.apache.spark.deploy.{kind.lower()}.{kind}", "--host", "127.0.0.1", "--webui-port", "0", *arguments],
            env=ENV, stdout=log, stderr=log, start_new_session=True, cwd=tmp_path))
        return started[-1]

    start("Master", "--port", str(port))
    url = f"spark://127.0.0.1:{port}"
    workers = [start("Worker", "--cores", "1", "--memory", "1g", "--work-dir", str(tmp_path / f"work{i}"), url) for i in range(2)]
    deadline = time.monotonic() + 120
    while (tmp_path / "Master-0.log").read_text().count("Registering worker") < 2:
        assert time.monotonic() < deadline, "the workers did not come up"
        time.sleep(0.2)
    yield url, workers
    for process in started:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_cluster_that_loses_a_worker_gives_the_same_graph(folder, cluster, monkeypatch):
    url, workers = cluster
    monkeypatch.setattr("kg.spark.WAVE", 50)

    def lose(stage: str, done: int, total: int) -> None:
        if stage == "extract" and done == 20:      # the second wave goes out to what is no more
            stop(workers[0])

    found = build(folder, engine="spark", master=url, progress=lose)
    assert workers[0].poll() is not None and workers[1].poll() is None
    assert found == build(folder)


def test_a_cluster_that_is_not_there_is_told(folder):
    with pytest.raises(OSError, match="Spark could not do the work"):
        build(folder, engine="spark", master="local[no]")


def test_a_master_without_spark_is_a_wrong_command(folder, tmp_path):
    result = CliRunner().invoke(main, ["build", str(folder), "--out", str(tmp_path / "out"), "--master", "local[2]"])
    assert result.exit_code == 2 and "--engine spark" in result.output
