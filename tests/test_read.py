"""Reading: what is good is read, what is bad is named with its reason."""
import gzip
import json

import pytest
import zstandard

from kg.read import read
from kg.records import Document, Notice, Skipped

TEXT = "青山市财政局印发通知。\r\n支持企业复工。"


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def only(*sources):
    (item,) = read(sources)
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path, encoding):
    text = TEXT * 5
    items = list(read(write(tmp_path / "a.txt", text.encode(encoding))))
    assert isinstance(items[0], Document)
    assert (items[0].id, items[0].text, items[0].path) == ("a", text, str(tmp_path / "a.txt"))
    assert [type(i) for i in items[1:]] == ([] if encoding.startswith("utf-8") else [Notice])


@pytest.mark.parametrize("data, reason", [
    (b"", "is empty"),
    (b" \n\t ", "is empty"),
    (b"%PDF-1.4 \x00\x01", "PDF file"),
    (b"PK\x03\x04....", "zip archive"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"abc\x00\x01\x02def", "zero bytes"),
    (b"only English here", "no Chinese text"),
    (bytes(range(128, 256)) * 4, "encoding"),
    (b"\xff\xfe\x00\xd8\x41", "UTF-16"),
])
def test_bad_files_get_one_sentence(tmp_path, data, reason):
    item = only(write(tmp_path / "bad.txt", data))
    assert isinstance(item, Skipped)
    assert item.path == str(tmp_path / "bad.txt")
    assert reason in item.reason and item.reason.endswith(".") and "\n" not in item.reason


def test_missing_path_and_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    reasons = [item.reason for item in read([tmp_path / "nowhere.txt", tmp_path / "empty"])]
    assert len(reasons) == 2
    assert any("There is no such file" in r for r in reasons) and any("holds no article" in r for r in reasons)


def test_folders_globs_and_files_in_any_order_are_read_once(tmp_path):
    for name in ("b.txt", "sub/c.txt", "a.txt", "notes.jpg"):
        write(tmp_path / name, TEXT)
    sources = [str(tmp_path / "*.txt"), tmp_path, tmp_path / "a.txt"]
    items = list(read(sources))
    assert items == list(read(reversed(sources)))
    assert [d.id for d in items if isinstance(d, Document)] == ["a", "b", "c"]
    assert [n.sentence for n in items if isinstance(n, Notice)] == ["Passed over 1 file that by the ending can't be read here: 1 .jpg."]


def test_two_files_of_one_name_are_both_kept(tmp_path):
    write(tmp_path / "x" / "a.txt", TEXT)
    write(tmp_path / "y" / "a.txt", TEXT)
    assert [d.id for d in read([tmp_path])] == ["a", "y-a"]


@pytest.mark.parametrize("ending, pack", [
    (".jsonl", lambda b: b), (".jsonl.gz", gzip.compress), (".jsonl.zst", zstandard.ZstdCompressor().compress),
])
def test_records(tmp_path, ending, pack):
    lines = [
        json.dumps({"id": "n1", "title": "复工", "date": "2020-03-01T08:00", "source": "青山日报", "text": "青山市复工。"}),
        "{broken", json.dumps({"text": 5}), json.dumps({"text": "复工了。"}), "", json.dumps({"text": "no"}),
    ]
    items = list(read([write(tmp_path / f"news{ending}", pack("\n".join(lines).encode()))]))
    documents = [i for i in items if isinstance(i, Document)]
    assert documents[0].text == "复工\n青山市复工。"
    assert (documents[0].id, documents[0].date, documents[0].source) == ("n1", "2020-03-01", "青山日报")
    assert documents[1].id == "news-4"
    assert [i.reason.partition(" is ")[0].partition(" has ")[0] for i in items if isinstance(i, Skipped)] == ["Line 2", "Line 3", "Line 6"]


def test_broken_archive_keeps_what_came_before(tmp_path):
    whole = zstandard.ZstdCompressor().compress(json.dumps({"id": "n1", "text": "青山市复工。"}).encode() + b"\n")
    item = list(read([write(tmp_path / "cut.jsonl.zst", whole[:9])]))[-1]
    assert isinstance(item, Skipped) and "breaks off" in item.reason


@pytest.mark.parametrize("written, day", [
    ("2020-03-01", "2020-03-01"), ("2020/3/1", "2020-03-01"), ("20200301", "2020-03-01"), ("2020年3月1日 08:00", "2020-03-01"),
    (20200301, "2020-03-01"), ("2020-02-30", ""), ("1583020800", ""), ("三月", ""), (None, ""),
])
def test_dates_of_records(tmp_path, written, day):
    record = {"date": written, "text": "青山市复工。"}
    assert only(write(tmp_path / "a.jsonl", json.dumps(record).encode())).date == day
