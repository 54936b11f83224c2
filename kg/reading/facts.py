"""What the head of an article or a document states of it: title, date, source, 文号, and the body that issued it."""
from __future__ import annotations

import re
from typing import NamedTuple

from kg.reading.fields import day

HEAD = 1500       # characters that are looked at
LINES = 14        # lines of them in which a line may stand for itself
C = "一-鿿"
LABELS = {
    "title": "标题|名称|文件名称|题名",
    "date": "发布时间|发布日期|发文日期|成文日期|印发日期|公开日期|生成日期|刊发日期|发表时间|日期|时间",
    "source": "来源|信息来源|文章来源|稿源|稿件来源|新闻来源",
    "number": "文号|发文字号|文件编号|发文文号|文件字号",
    "issuer": "发文机关|发布机构|制发机关|发文单位|发布单位|发文机构|公开主体|公开责任部门",
}
LABEL = re.compile(   # 发 文 机 关：市政府　成文日期：2020年2月5日
    "(?:^|[\\s\u3000【\\[（(|｜])(?P<label>" + "|".join("[ \u3000]{0,3}".join(w) for ws in LABELS.values() for w in ws.split("|"))
    + ")[ \u3000\t]{0,4}[：:][ \u3000\t]{0,4}(?P<value>[^\n\t\u3000|｜】\\]]{1,80})", re.M)
NEXT = re.compile(rf" +[{C} ]{{2,8}}[：:]| {{2,}}|(?:作者|记者|编辑|责编|责任编辑|发布时间|时间|浏览\S{{0,3}})[：:]")      # where the next label of the line begins
FIELD = {word: field for field, words in LABELS.items() for word in words.split("|")}
NUMBER = re.compile(
    rf"(?P<body>[{C}]{{2,16}})[ ]?[〔\[【（(〈［](?P<year>(?:19|20)\d\d)[〕\]】）)〉］][ ]?(?:第 ?)?(?P<number>\d{{1,5}}) ?号")
TITLE = re.compile(rf"^(?P<issuer>[{C}、 ]{{3,60}}?)(?:关于|印发|转发)[^\n。]{{2,120}}(?:的?(?:通知|通告|公告|意见|决定|批复|函|报告|办法|通报|请示|方案|规定))[ \u3000]*$", re.M)
STAMP = re.compile(   # 2024-03-06 10:00　来源：新华社
    r"^[ \u3000\t]*(?P<date>(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2})日?(?:[ \u3000T]*\d{1,2}:\d\d(?::\d\d)?)?(?=[ \u3000\t]|$)", re.M)
SIGNED = re.compile(rf"^[ \u3000]*(?P<issuer>[{C}]{{3,40}})[ \u3000]*\n+[ \u3000]*(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)[ \u3000]*$", re.M)


class Facts(NamedTuple):
    """What was found; "" for what is not stated."""

    title: str = ""
    date: str = ""
    source: str = ""
    number: str = ""
    issuer: str = ""


def find(text: str) -> Facts:
    """The facts that the first lines state (of an official document also those of its signature)."""
    head = re.sub(r"\r\n?", "\n", text[:HEAD])
    found: dict[str, str] = {}
    for m in LABEL.finditer(head):
        field = FIELD[re.sub("[ \u3000]", "", m["label"])]
        value = NEXT.split(m["value"])[0].strip(" ,，;；。()（）【】")
        value = day(value) if field == "date" else number(value) if field == "number" else value
        if value and re.search(f"[{C}\\d]", value):
            found.setdefault(field, value)
    first = "\n".join(line for line in head.split("\n") if line.strip())
    first = "\n".join(first.split("\n")[:LINES])
    if "number" not in found:
        line = next((line for line in first.split("\n") if (m := NUMBER.search(line)) and len(line.strip()) - len(m.group()) <= 4), "")
        found["number"] = number(line.strip(" \u3000（）()"))
    if "date" not in found and (m := STAMP.search(first)):
        found["date"] = day(m["date"])
    if found["number"]:
        _official(first, text[-HEAD:], found)
    return Facts(**found)


def number(written: str) -> str:
    """A 文号 in its usual form: 沈政办发〔2020〕3号; "" if `written` begins with none."""
    m = NUMBER.match(written.strip())
    return f"{m['body']}〔{m['year']}〕{m['number']}号" if m else ""


def _official(head: str, tail: str, found: dict[str, str]) -> None:
    """What an official document says: its title, who issued it, and when."""
    title = TITLE.search(re.sub(rf"(?<=[{C}])\n(?=[{C}])", "", head.replace("\u3000", "")) if not TITLE.search(head) else head)
    signed = next(reversed([*SIGNED.finditer(tail.replace("\r", ""))]), None)
    if title and "issuer" not in found:
        found["issuer"] = title["issuer"].strip()
    if signed:
        found.setdefault("issuer", signed["issuer"])
        found.setdefault("date", day(signed["date"]))
