"""Builds that keep what articles yielded: the same graph as without, only what changed is read, and no damage is trusted."""
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kg import cache, output
from kg.cache import EXTRACTIONS, FILE, OWNER, RESOLVED, TABLES, Cache, folder_for, key
from kg.pack import pack, unpack
from kg.pipeline import build, extract
from kg.read import read
from kg.recognise.pipeline import make_pipeline
from kg.records import Aside, Claim, CleanText, Document, Evidence, Extraction, Mention, Section
from kg.resolve import local, packing
from test_pipeline import ARTICLES

ROOT = Path(__file__).parents[1]
VERSION = b"v" * 16


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path / "in"


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache"


def rows(folder: Path) -> int:
    with sqlite3.connect(folder / FILE) as file:
        return file.execute("SELECT count(*) FROM extractions").fetchone()[0]


def alter(folder: Path, statement: str) -> None:
    file = sqlite3.connect(folder / FILE)
    with file:
        assert file.execute(statement).rowcount
    file.close()


def test_what_is_packed_comes_back(folder):
    nlp = make_pipeline()
    for document in read(folder):
        found = extract(nlp, document)
        again = unpack(pack(found), document)
        assert again == found
        assert [m.sure for m in again.mentions] == [m.sure for m in found.mentions]      # which comparing leaves out


texts = st.text(st.characters(exclude_categories=()), max_size=8)
numbers = st.integers(0, 30)
mentions = st.builds(Mention, numbers, numbers, texts, texts, texts, texts, st.booleans(), texts, st.booleans(), st.floats(0, 1))
claims = st.builds(Claim, mentions, texts, mentions, st.builds(Evidence, texts, numbers, numbers, texts), texts, st.floats(0, 1),
                   st.lists(st.tuples(texts, texts), max_size=2).map(tuple), texts)
cleans = st.builds(CleanText, texts, st.lists(numbers, max_size=12).map(tuple), st.lists(st.builds(Section, numbers, numbers, texts), max_size=2).map(tuple),
                   st.lists(st.builds(Aside, texts, numbers, numbers), max_size=2).map(tuple), texts, texts, texts)


@given(st.builds(Extraction, st.just(Document("d", "")), cleans, st.lists(mentions, max_size=4).map(tuple), st.lists(claims, max_size=3).map(tuple)))
def test_whatever_is_packed_comes_back(extraction):
    again = unpack(pack(extraction), extraction.document)
    assert again == extraction and [m.sure for m in again.mentions] == [m.sure for m in extraction.mentions]


def test_what_is_resolved_comes_back_too(folder):
    nlp = make_pipeline()
    for document in read(folder):
        whole = local(extract(nlp, document))
        again = packing.unpack(packing.pack(whole), document)
        assert (again.document, again.groups, again.spans, again.links, again.named) == (whole.document, whole.groups, whole.spans, whole.links, True)
        assert again.sketch.length == whole.sketch.length and again.sketch.shingles.tolist() == whole.sketch.shingles.tolist()
        assert again.sketch.numbers.tolist() == whole.sketch.numbers.tolist()


def test_another_curation_resolves_anew_what_was_read(folder, kept, tmp_path, monkeypatch):
    build(folder, cache=kept)
    (tmp_path / "apart.csv").write_text("海州市工信局,different-from,海州市工业和信息化局\n", "utf-8")
    monkeypatch.setattr("kg.pipeline.extract", lambda nlp, document: pytest.fail(f"read {document.id}"))
    apart = build(folder, cache=kept, aliases=tmp_path / "apart.csv")
    monkeypatch.undo()
    assert apart == build(folder, aliases=tmp_path / "apart.csv") and apart.cached == 3
    assert build(folder, cache=kept) == build(folder)


@pytest.mark.parametrize("data", [b"", b"x", pack(Extraction(Document("d", ""), CleanText("", (0,)), (), ()))[:-3]])
def test_bytes_that_are_no_extraction_are_told(data):
    for read_back in (unpack, packing.unpack):
        with pytest.raises(ValueError):
            read_back(data, Document("d", ""))


def test_the_second_build_is_the_same_and_reads_nothing(folder, kept, monkeypatch):
    plain = build(folder)
    assert plain.cached == 0
    first = build(folder, cache=kept)
    monkeypatch.setattr("kg.pipeline.extract", lambda nlp, document: pytest.fail(f"read {document.id}"))
    again = build(folder, cache=kept)
    assert plain == first == again
    assert (first.cached, again.cached) == (0, 3) and again.problems == ()


def test_only_what_changed_is_read(folder, kept, monkeypatch):
    build(folder, cache=kept)
    (folder / "a.txt").write_text("沈阳市财政局印发通知。\n", "utf-8")
    (folder / "d.txt").write_text("大连市副市长王平出席会议。\n", "utf-8")
    (folder / "b.txt").unlink()
    seen = []
    monkeypatch.setattr("kg.pipeline.extract", lambda nlp, document: seen.append(document.id) or extract(nlp, document))
    changed = build(folder, cache=kept)
    assert seen == ["a", "d"] and changed.cached == 1
    assert changed == build(folder) and "b" not in changed.graph.documents


def test_processes_take_from_the_cache_and_fill_it(folder, kept):
    first = build(folder, cache=kept, processes=2)
    assert rows(kept) == 3 and build(folder, cache=kept, processes=2).cached == 3 and first == build(folder)


def test_the_key_is_of_all_that_is_read_and_of_nothing_else():
    document = Document("a", "文", "题", "2020-03-01", "报")
    other = [Document("b", "文", "题", "2020-03-01", "报"), Document("a", "文章", "题", "2020-03-01", "报"), Document("a", "文", "题", "", "报"),
             Document("a", "文", "", "2020-03-01", "报"), Document("a", "文", "题", "2020-03-01", ""), Document("a", "文", "题报", "2020-03-01", "")]
    assert len({key(d, VERSION) for d in (document, *other)}) == len(other) + 1
    assert key(document, VERSION) != key(document, b"w" * 16)
    assert key(document, VERSION) == key(Document("a", "文", "题", "2020-03-01", "报", path="elsewhere/a.txt"), VERSION)


def test_another_version_of_the_program_reads_all_again_and_clears_up(folder, kept, monkeypatch):
    build(folder, cache=kept)
    monkeypatch.setattr(cache, "_program", lambda: b"another")
    assert build(folder, cache=kept).cached == 0 and rows(kept) == 3


def test_an_article_that_is_gone_is_gone_from_the_folder_of_its_output(folder, tmp_path):
    kept = folder_for(tmp_path)
    build(folder, cache=kept)
    (folder / "b.txt").unlink()
    build(folder, cache=kept)
    assert rows(kept) == 2


def test_a_folder_that_the_user_names_serves_several_builds(folder, kept):
    build(folder, cache=kept)
    build(folder / "a.txt", cache=kept)
    assert build(folder, cache=kept).cached == 3


def test_caches_of_outputs_that_are_gone_are_removed(tmp_path):
    (tmp_path / "one").mkdir()
    gone, here = folder_for(tmp_path / "one"), folder_for(tmp_path)
    Cache(gone, VERSION).close(True)
    (tmp_path / "one").rmdir()
    assert (gone / FILE).exists() and folder_for(tmp_path) == here
    assert not gone.exists() and (here / OWNER).exists()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["data = substr(data, 1, 100)", "data = zeroblob(9)", "data = 'text'", "sum = zeroblob(16)"])
def test_altered_rows_are_told_and_read_again(folder, kept, table, change):
    plain = build(folder, cache=kept)
    alter(kept, f"UPDATE {table} SET {change} WHERE key = (SELECT min(key) FROM {table})")
    if table == EXTRACTIONS:      # asked only where the article has to be resolved anew
        alter(kept, f"DELETE FROM {RESOLVED}")
    again = build(folder, cache=kept)
    assert again == plain and again.cached == 2
    assert again.problems == (f"One article in the cache in {kept} was damaged, and read again.",)
    assert build(folder, cache=kept).cached == 3


@pytest.mark.parametrize("size", [10, 100, 1000, 5000])
def test_a_file_that_is_cut_off_is_told_and_made_anew(folder, kept, size):
    plain = build(folder, cache=kept)
    whole = (kept / FILE).read_bytes()
    (kept / FILE).write_bytes(b"\x01" * 10 if size == 10 else whole[:size])
    again = build(folder, cache=kept)
    assert again == plain and again.cached < 3
    (problem,) = again.problems
    assert problem.startswith(f"The cache in {kept} is damaged (") and problem.endswith("read again.")
    assert build(folder, cache=kept).cached == 3


def test_a_place_where_nothing_can_be_kept_costs_nothing_but_the_cache(folder, tmp_path):
    (tmp_path / "file").write_text("")
    result = build(folder, cache=tmp_path / "file")
    assert result == build(folder)
    assert len(result.problems) == 1 and "can't be used" in result.problems[0]


def test_articles_that_could_not_be_read_are_tried_again(folder, kept, monkeypatch):
    def fails(nlp, document):
        raise ValueError("for now")

    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.extract", fails)
        assert len(build(folder, cache=kept).skipped) == 3
    assert build(folder, cache=kept).skipped == ()


def run(folder: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(folder), "--out", str(out), "--format", "ttl", "--processes", "1", *options]


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_killed_build_goes_on_where_it_was(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for i in range(30):
        (source / f"{i:02}.txt").write_text("\n".join(ARTICLES.values()) * 3 + f"\n第{i}天。", "utf-8")
    out, kept, env = tmp_path / "out", tmp_path / "cache", {**os.environ, "PYTHONPATH": str(ROOT)}
    held = []
    for _ in range(2):      # a third might find all of them done
        before = rows(kept) if (kept / FILE).exists() else 0
        work = subprocess.Popen(run(source, out, "--cache", str(kept)), cwd=tmp_path, env=env, stdout=subprocess.DEVNULL)
        while work.poll() is None and (rows(kept) if (kept / FILE).exists() and (kept / FILE).stat().st_size else 0) <= before:
            time.sleep(0.05)
        work.send_signal(signal.SIGKILL)
        work.wait()
        held.append(rows(kept))
    assert 0 < held[0] <= held[1]
    said = subprocess.run(run(source, out, "--cache", str(kept)), cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
    assert (m := re.search(r"(\d+) of 30 articles came from the cache\.", said.stdout)) and int(m[1]) >= min(30, held[0])
    subprocess.run(run(source, tmp_path / "plain", "--no-cache"), cwd=tmp_path, env=env, check=True, capture_output=True)
    assert (out / "graph.ttl").read_bytes() == (tmp_path / "plain" / "graph.ttl").read_bytes()
    assert (out / "build.json").read_bytes() == (tmp_path / "plain" / "build.json").read_bytes()
    assert output.digest(out / "graph.ttl")
