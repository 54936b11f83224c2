"""Columns and keys: which one is the title, the date, the text, by the names that tables and records give them."""
from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from kg.reading.base import HAN, Extract, Unusable, article

NAMES = {   # field of an Extract: how columns call it, the likeliest first
    "text": ("text", "正文", "全文", "内容", "文章内容", "新闻内容", "正文内容", "content", "body", "article", "fulltext"),
    "title": ("title", "标题", "题目", "题名", "新闻标题", "文章标题", "headline", "文件名称", "名称", "name", "subject"),
    "date": ("date", "日期", "发布日期", "发布时间", "发文日期", "成文日期", "刊发日期", "出版日期", "时间", "published", "pubdate",
             "publish_date", "publish_time", "pub_time", "time", "datetime"),
    "source": ("source", "来源", "媒体", "报纸", "报刊", "出处", "媒体名称", "publisher", "media", "newspaper"),
    "id": ("id", "编号", "文章编号", "标识", "索引号", "uid", "guid"),
    "number": ("文号", "发文字号", "文件编号", "number"),
    "issuer": ("发文机关", "发布机构", "制发机关", "发文单位", "发布单位", "issuer"),
}
DAY = re.compile(r"(\d{4})(?:[-/.年]?(?=\d\d)|[-/.年] ?)(\d\d?)(?:[-/.月]?(?=\d\d)|[-/.月] ?)(\d\d?)(?!\d)")
LONG = 30      # Chinese characters that a column of texts has on average, at least


def extract(record: Mapping[str, object], columns: Mapping[str, str]) -> Extract:
    """The article in `record`, whose keys `columns` names; Unusable if there is no Chinese text in it."""
    text, title, date, *rest = (plain(record.get(columns[f])) if f in columns else "" for f in NAMES)
    text = article(title, text)
    if not HAN.search(text):
        raise Unusable("has no Chinese text")
    source, id_, number, issuer = (r.strip() for r in rest)
    return Extract(text, id_, "", title, day(date), source, number, issuer)


def columns(names: object) -> dict[str, str]:
    """Which of the column `names` is which field; the text is missing if none is called so."""
    known = {re.sub(r"[\s_:：]", "", str(n)).lower(): str(n) for n in reversed(list(names)) if n is not None}
    found = {}
    for field, words in NAMES.items():
        name = next((known[w.replace("_", "")] for w in words if w.replace("_", "") in known), None)
        if name is not None:
            found[field] = name
    return found


def longest(rows: list[list[str]]) -> int | None:
    """The column that holds whole texts, if one does: that with most Chinese."""
    width = max(map(len, rows), default=0)
    sizes = [sum(len(HAN.findall(r[i])) for r in rows if i < len(r)) for i in range(width)]
    best = max(range(width), key=lambda i: (sizes[i], -i), default=None)
    return best if best is not None and sizes[best] >= LONG * len(rows) else None


def plain(value: object) -> str:
    """A value as text that can be written; JSON may escape half of a surrogate pair."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def day(written: str) -> str:
    """The ISO date at the beginning of `written` (2020-03-01T08:00, 2020/3/1, 20200301, 2020年3月1日), or ""."""
    match = DAY.match(written.strip())
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
