"""One article in every encoding and kind of file: the same names and claims come of it."""
import csv
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.clean import clean
from kg.pipeline import extract
from kg.read import read
from kg.recognise.pipeline import make_pipeline
from kg.records import Document, Notice, Skipped

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
opencc = pytest.importorskip("opencc")

SEED = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))[0]
LINES = clean(next(read(SEED))).text.split("\n")      # paragraphs as a newsroom would paste them
TEXT = "\n".join(LINES)
RECORD = {"标题": LINES[0], "日期": "2020年3月1日", "来源": "青山日报", "正文": "\n".join(LINES[1:])}


def as_docx():
    document, file = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def as_csv():
    file = io.StringIO()
    csv.writer(file).writerows([RECORD.keys(), RECORD.values()])
    return file.getvalue().encode("gb18030")


def as_xlsx():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append([*RECORD])
    book.active.append([*RECORD.values()])
    book.save(file)
    return file.getvalue()


def as_mail():
    mail = EmailMessage()
    mail["Subject"], mail["From"] = LINES[0], "desk@example.org"
    mail.set_content("\n".join(LINES[1:]), charset="gb18030", cte="base64")
    return mail.as_bytes()


def as_html():
    paragraphs = "".join(f"<p>　　{line}</p>\n" for line in LINES[1:])
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{LINES[0]}_大江网</title><meta name="PubDate" content="2020-03-01 08:00">
        <meta name="ContentSource" content="青山日报"><script>var a = "大江市公安局";</script></head><body><ul class="nav"><li><a href="/">大江市政府</a></li></ul>
        <h1>{LINES[0]}</h1><div>{paragraphs}</div><div>上一篇：<a href="/1">大江市市长孙明到大江港调研</a></div>
        <div class="footer">版权所有：大江市人民政府 ICP备05001号</div></body></html>""".encode()


def as_pdf():
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    page = canvas.Canvas(file)
    y = number = 0
    for line in LINES:
        for at in range(0, len(line) + 2, 38):
            if y < 60:
                if number:
                    page.drawString(290, 30, f"- {number} -")
                    page.showPage()
                page.setFont("STSong-Light", 12)
                y, number = 780, number + 1
            page.drawString(60, y, f"　　{line}"[at:at + 38])
            y -= 18
    page.drawString(290, 30, f"- {number} -")
    page.save()
    return file.getvalue()


def as_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("新闻/一.txt", TEXT.encode("gb18030"))
    return file.getvalue()


FILES = {
    "a.txt": TEXT.encode(), "bom.txt": TEXT.encode("utf-8-sig"), "gbk.txt": TEXT.encode("gb18030"), "utf16.txt": TEXT.encode("utf-16"),
    "no-mark.txt": TEXT.encode("utf-16-le"), "crlf.txt": TEXT.replace("\n", "\r\n").encode(), "hidden.txt": "\u200b".join(TEXT).encode(),
    "a.md": f"# {LINES[0]}\n\n".encode() + "\n\n".join(LINES[1:]).encode(), "a.docx": as_docx, "a.csv": as_csv, "a.xlsx": as_xlsx,
    "a.json": json.dumps({"data": [RECORD]}).encode(), "a.jsonl": json.dumps(RECORD).encode(), "a.eml": as_mail, "a.zip": as_zip,
}
SAME_NAMES = {"a.html": as_html, "page.txt": as_html, "a.pdf": as_pdf, "big5.txt": lambda: opencc.OpenCC("s2tw").convert(TEXT).encode("big5hkscs", "ignore")}


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


def found(nlp, document):
    extraction = extract(nlp, document)
    names = {(m.label, m.name) for m in extraction.mentions if m.name}
    return names, sorted((c.subject.name, c.predicate, c.object.name, c.evidence.quote) for c in extraction.claims)


@pytest.fixture(scope="module")
def right(nlp):
    names, claims = found(nlp, Document("a", TEXT))
    assert len(names) > 20 and len(claims) > 5
    return names, claims


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    return path


def document(path):
    items = list(read(path))
    assert not [i for i in items if isinstance(i, Skipped)]
    (only,) = (i for i in items if isinstance(i, Document))
    return only


@pytest.mark.parametrize("name", FILES)
def test_the_same_names_and_claims(nlp, right, tmp_path, name):
    assert found(nlp, document(written(tmp_path, name, FILES[name]))) == right


@pytest.mark.parametrize("name", SAME_NAMES)
def test_the_same_names(nlp, right, tmp_path, name):
    names, _ = found(nlp, document(written(tmp_path, name, SAME_NAMES[name])))
    missing, more = right[0] - names, names - right[0]
    assert not missing and not more


def test_what_files_say_of_themselves(tmp_path):
    page = document(written(tmp_path, "a.html", as_html))
    assert (page.title, page.date, page.source) == (LINES[0], "2020-03-01", "青山日报")
    assert page.extractor.startswith("resiliparse ") and "大江" not in clean(page).text
    row = document(written(tmp_path, "a.xlsx", as_xlsx))
    assert (row.id, row.title, row.date, row.source) == ("a-2", LINES[0], "2020-03-01", "青山日报")
    paper = document(written(tmp_path, "a.pdf", as_pdf))
    assert len(paper.pages) > 1 and "- 1 -" not in paper.text
    assert [paper.page(o) for o in (0, paper.pages[1] - 1, paper.pages[1], len(paper.text))] == [1, 1, 2, len(paper.pages)]


def test_columns_of_a_newspaper_are_read_one_after_the_other(tmp_path):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    page.setFont("STSong-Light", 12)
    for x, column in ((60, "甲"), (320, "乙")):
        for n in range(12):
            page.drawString(x, 700 - 16 * n, f"青山市{column}栏的第" + "零一二三四五六七八九十终"[n] + "行文字")
    page.save()
    text = document(tmp_path / "a.pdf").text
    assert "".join(c for c in text if c in "甲乙") == "甲" * 12 + "乙" * 12


@pytest.mark.parametrize("name, data, reason", [
    ("a.pdf", b"%PDF-1.7 nothing more", "damaged PDF"),
    ("a.docx", b"PK\x03\x04 nothing more", "damaged zip"),
    ("a.docx", b"words", "no Word document"),
    ("a.csv", "单位,金额\n教育局,3\n财政局,4\n".encode(), "no column of texts"),
    ("a.json", b'{"a": [1, 2]}', 'no record with a "text"'),
    ("a.json", b"{", "not JSON"),
    ("a.html", b"<html><p>only English</p></html>", "no Chinese text"),
    ("a.txt", "æ²ˆé˜³å¸‚å¸‚é•¿".encode(), "decoded wrongly"),
    ("a.txt", b"\xd0\xcf\x11\xe0....", "old Office"),
    ("a.zip", lambda: zipped({"b.zip": as_zip()}), "within another"),
    ("a.zip", lambda: zipped({"../b.txt": TEXT.encode()}), "leads out"),
    ("a.zip", lambda: zipped({"b.txt": b"0" * (80 << 20)}), "made to do harm"),
    ("a.docx", lambda: zipped({"word/document.xml": b"0" * (80 << 20)}), "made to do harm"),
])
def test_files_that_cant_be_used_get_a_sentence(tmp_path, name, data, reason):
    items = list(read(written(tmp_path, name, data)))
    assert [i.reason for i in items if isinstance(i, Skipped) and reason in i.reason]
    assert all(i.reason.endswith(".") and "\n" not in i.reason for i in items if isinstance(i, Skipped))


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_scan_says_that_it_is_one(tmp_path):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    page.drawImage(ImageReader(Image.new("RGB", (20, 20))), 0, 0, 500, 700)
    page.save()
    (item,) = read(tmp_path / "a.pdf")
    assert "is a scan" in item.reason


def test_a_missing_library_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    (item,) = read(written(tmp_path, "a.docx", as_docx))
    assert "zhengtu[documents]" in item.reason


def test_an_attachment_and_an_archive_are_read_and_the_rest_is_named(tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "稿件"
    mail.set_content("见附件。")
    mail.add_attachment(as_docx(), maintype="application", subtype="octet-stream", filename="一.docx")
    mail.add_attachment(b"...", maintype="image", subtype="png", filename="二.png")
    items = list(read(written(tmp_path, "a.zip", lambda: zipped({"信/a.eml": mail.as_bytes(), "信/三.pages": b""}))))
    assert [i.id for i in items if isinstance(i, Document)] == ["a", "一"]
    assert sorted(i.sentence.split(": ")[1] for i in items if isinstance(i, Notice)) == ["1 .pages.", "1 .png."]
    assert items[1].path.endswith("a.zip/信/a.eml/一.docx")


class OfWindows(zipfile.ZipInfo):
    """A member whose name is in GBK, and does not say so."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gb18030"), self.flag_bits


def test_names_in_an_archive_that_chinese_windows_made(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(OfWindows("新闻/要闻.txt"), TEXT.encode())
    assert document(written(tmp_path, "a.zip", file.getvalue())).id == "要闻"


def test_broken_characters_and_jumbled_texts_are_told(tmp_path):
    broken = written(tmp_path, "a.txt", TEXT.encode()[:300] + b"\xff" + TEXT.encode()[300:])
    items = list(read(broken))
    assert items[0].encoding == "utf-8" and "1 of its characters" in items[1].sentence and "line" in items[1].sentence
    jumbled = written(tmp_path, "b.txt", TEXT.encode()[:600].decode("gb18030", "replace").encode())
    assert [type(i) for i in read(jumbled)] == [Document, Notice]
    assert [type(i) for i in read(written(tmp_path, "c.txt", TEXT.encode()))] == [Document]


def test_what_an_earlier_build_and_a_browser_left_in_a_folder_is_no_article(tmp_path):
    for name in ("a.txt", "out/build.json", "out/graph.html", "page.html", "page_files/ad.html", ".hidden.txt", "~$a.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert sorted(Path(i.path).name for i in read(tmp_path) if isinstance(i, Document)) == ["a.txt", "page.html"]


HEAD = """索引号：000014349　发文机关：青山市人民政府办公室
标　　题：青山市人民政府办公室关于印发青山市预算管理办法的通知
发文字号：青政办发〔2020〕3号　成文日期：2020年2月5日

各县（区）人民政府：
现将《青山市预算管理办法》印发给你们。
"""
RED_HEAD = """青山市财政局文件
青财发[2020] 12 号

青山市财政局关于支持企业复工的通知

各县（区）财政局：
请认真执行。

青山市财政局
2020年2月6日
"""


@pytest.mark.parametrize("text, facts", [
    (HEAD, ("青山市人民政府办公室关于印发青山市预算管理办法的通知", "2020-02-05", "", "青政办发〔2020〕3号", "青山市人民政府办公室")),
    (RED_HEAD, ("", "2020-02-06", "", "青财发〔2020〕12号", "青山市财政局")),
    ("青山市复工\n2020-03-01 08:00　来源：青山日报　作者：李季\n青山市今天复工。", ("", "2020-03-01", "青山日报", "", "")),
    ("青山市复工。依据青财发〔2020〕12号文件，时间：待定。来源：不明的资金被查。", ("", "", "", "", "")),
])
def test_facts_that_the_head_states(tmp_path, text, facts):
    d = document(written(tmp_path, "a.txt", text.encode()))
    assert (d.title, d.date, d.source, d.number, d.issuer) == facts
