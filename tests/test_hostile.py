"""Text made to do harm: naughty strings and script payloads in every place, and texts made to be slow. Nothing is lost, nothing ends."""
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings, strategies as st

from adversarial import KINDS, text
from hostile import NAUGHTY, payloads
from kg import curation, ontology
from kg.clean import clean
from kg.pipeline import extract
from kg.read import read
from kg.recognise.pipeline import make_pipeline
from kg.records import Document, Notice, Skipped

ROOT = Path(__file__).parents[1]
def test_payloads_in_every_field_come_through_as_they_are(tmp_path):
    every = payloads()
    lines = [json.dumps({"id": f"{n} {p}", "title": p, "source": p, "date": p, "text": f"沈阳市财政局{p}印发通知。"}) for n, p in enumerate(every)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    documents = [i for i in read(tmp_path) if isinstance(i, Document)]
    assert len(documents) == len(every)
    for document, payload in zip(documents, every):
        whole = payload.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        assert document.title == whole and (document.source == whole.strip() or not whole.strip())
        assert whole in document.text
        cleaned = clean(document)
        assert len(cleaned.offsets) == len(cleaned.text) + 1 and "财政局" in cleaned.text


def test_payloads_in_turtle_are_read_back_as_they_are(tmp_path):
    import pyoxigraph

    from kg.export import turtle
    from kg.pipeline import build

    (tmp_path / "a.jsonl").write_text("\n".join(
        json.dumps({"id": f"{n}", "title": p, "source": p, "text": f"沈阳市财政局印发《沈阳市{p}预算办法》。"}) for n, p in enumerate(NAUGHTY)), "utf-8")
    turtle.write(build([tmp_path]).graph, tmp_path / "graph.ttl")
    titles = {n: p.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for n, p in enumerate(NAUGHTY)}
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl")
    store = pyoxigraph.Store()
    store.load(path=tmp_path / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    dcterms = "http://purl.org/dc/terms/"
    by_id = {str(i): str(graph.value(s, rdflib.URIRef(dcterms + "title"))) for s, i in graph.subject_objects(rdflib.URIRef(dcterms + "identifier"))}
    same = {r["i"].value: r["t"].value for r in store.query(f"SELECT ?i ?t {{ ?s <{dcterms}identifier> ?i ; <{dcterms}title> ?t }}")}
    assert by_id == same and len(same) == len(titles)
    for n, title in titles.items():      # control characters, which few tools bear, are all that may be missing
        assert bare(same[str(n)]) == bare(title)


def bare(text):
    return "".join(c for c in text if c >= " " and c != "\ufffd")


@pytest.mark.parametrize("name", [n for n in NAUGHTY if not set(n) & set("/\0") and "\ud83d" not in n and len(n.encode("utf-8")) < 200])
def test_payloads_as_names_of_files(tmp_path, name):
    try:
        (tmp_path / f"{name}.txt").write_text("沈阳市财政局印发通知。", "utf-8")
    except (OSError, ValueError):
        pytest.skip("The file system has no such names.")
    (document,) = (i for i in read(tmp_path) if isinstance(i, Document)) if not name.startswith((".", "~$")) else (Document(name, ""),)
    assert document.id == name


def test_texts_made_to_be_slow_end(tmp_path):
    # an eighth of the kinds (benchmarks/linear.py has them all): seconds; what grows with the square of the length would take hours
    script = ("import sys\nsys.path.insert(0, 'tests')\nfrom adversarial import KINDS, text\nfrom kg.clean import clean\nfrom kg.reading import decoding, facts\n"
              "from kg.records import Document\n"
              "for kind in KINDS[int(sys.argv[1])::8]:\n    t = text(kind, 100_000)\n    clean(Document('a', t)); facts.find(t); decoding.decode(t.encode('gb18030', 'ignore'))\n")
    assert subprocess.run([sys.executable, "-c", script, "0"], cwd=ROOT, timeout=550).returncode == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms")
@pytest.mark.parametrize("kind", ["1", "一", "局长", "本报记者王伟 ", "（甲", "沈阳市", "沈阳市市长周国栋、", "、", "《", "3月6日"])
def test_no_rule_takes_the_square_of_a_text(nlp, kind):
    # 20,000 characters take a second or a few (benchmarks/linear.py has all kinds); what grows with their square took minutes
    def too_long(*_):
        raise AssertionError(f"{kind!r} takes longer than a minute of the processor")

    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, 60)
    try:
        extract(nlp, Document("a", text(kind, 20_000)))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("kind", KINDS)
def test_offsets_hold_for_texts_made_to_be_slow(kind):
    raw = f"沈阳市财政局印发通知。{text(kind, 600)}\n{text(kind, 600)}局长李明"
    cleaned = clean(Document("a", raw))
    assert len(cleaned.offsets) == len(cleaned.text) + 1
    assert all(a <= b for a, b in zip(cleaned.offsets, cleaned.offsets[1:]))
    assert all(0 <= a.start < a.end <= len(cleaned.text) for a in cleaned.asides)
    assert len(cleaned.printed) in (0, len(cleaned.text))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([".txt", ".md", ".html", ".csv", ".json", ".jsonl", ".eml", ".docx", ".xlsx", ".pdf", ".zip", ".jsonl.gz"]),
       st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")),
                 st.lists(st.sampled_from([b"<div>", b"PK\x03\x04", b"%PDF-1.4\n", b"{", b"[", b'"text":', "沈阳".encode(), b",", b"\n", b"\0", b"\xff", b"text",
                                           b"Content-Type: text/html\n\n", b"]", b"}", b'"']), max_size=40).map(b"".join)))
def test_no_bytes_break_a_reader(tmp_path_factory, ending, data):
    path = tmp_path_factory.mktemp("fuzz") / f"a{ending}"
    path.write_bytes(data)
    for item in read(path):
        assert isinstance(item, (Document, Skipped, Notice))
        assert not isinstance(item, Skipped) or item.reason.endswith(".") and "\n" not in item.reason
        assert not isinstance(item, Document) or item.text.encode("utf-8")
        assert not isinstance(item, Skipped) or "could not be read (" not in item.reason, item


LINES = st.lists(st.sampled_from(["甲", "乙公司", ",", "same-as", "different-from", "is-a", "not-issued", "Company", "\n", "#", '"', "\ufeff", "\0", " ", ";", "same_as"]), max_size=40).map("".join)


@settings(max_examples=200)
@given(st.one_of(LINES.map(str.encode), st.text(max_size=80).map(lambda t: t.encode("utf-8", "replace")), st.binary(max_size=80)))
def test_any_curation_file_is_read_or_told_in_a_sentence(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "names.csv"
    path.write_bytes(data)
    try:
        assert isinstance(curation.read(path), curation.Curation)
    except ValueError as error:
        assert str(error).endswith(".") and "\n" not in str(error) and "names.csv" in str(error)


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


WORDS = ("沈阳市", "聊城市工信局", "辽宁省人民政府", "王小明", "局长", "副市长", "远航科技有限公司", "工商银行", "《稳岗办法》", "印发", "与", "和", "向", "为", "由", "的", "签约", "支持", "任",
         "拟", "没有", "据传", "3月6日", "2020年", "1000万元", "，", "、", "。", "：", "；", "（", "）", "“", "”", "其", "该公司", "两部门", "分别", "等", "\n", " ", "|", "1", "A", "\u3000", "姓名", "职务")


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=40).map("".join))
def test_no_text_breaks_a_rule_and_every_claim_has_its_words(nlp, text):
    document = Document("a", text.encode("utf-8", "replace").decode())
    found = extract(nlp, document)
    for claim in found.claims:
        for end in (claim.subject, claim.object):      # 聊城市 within 聊城市工信局 is no mention of the text
            assert found.clean.text[end.start:end.end] == end.text
        assert claim.subject != claim.object
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(document.text)
        assert 0 < claim.confidence <= 1 and ontology.allows(claim.subject.label, claim.predicate, claim.object.label)
        assert all(isinstance(v, str) and v for _, v in claim.qualifiers)
    for m in found.mentions:
        assert 0 <= m.start < m.end <= len(found.clean.text) and found.clean.text[m.start:m.end] == m.text


def test_a_build_asks_nothing_of_the_net(tmp_path):
    script = (
        "import socket, sys\n"
        "def no(*a, **k): raise AssertionError('a socket')\n"
        "import _socket\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = socket.socket.bind = no\n"
        "socket.create_connection = socket.getaddrinfo = socket.gethostbyname = _socket.getaddrinfo = no\n"
        "from kg.cli import main\nmain(['build', 'seeds', '--out', sys.argv[1], '--processes', '1', '-q'])\n")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "graph.ttl").exists()
