"""Saved web pages: the main text, and title, date and source from the page's own metadata."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg.reading import decoding
from kg.reading.base import HAN, Extract, Found, Source, Unusable, article, chinese, library, made_by
from kg.reading.fields import day
from kg.reading.text import decoded, notes

# Names of <meta>: first those of the standard for government sites (政府网站发展指引, 2017), then Open Graph and habits.
META = {
    "title": ("articletitle", "og:title", "title"),
    "date": ("pubdate", "article:published_time", "og:published_time", "publishdate", "publish_time", "publishtime", "weibo: article:create_at", "date"),
    "source": ("contentsource", "source", "mediaid", "og:site_name", "sitename"),
}
MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|script|style|article)\b", re.I | re.S)
TAG = re.compile(r"</?(?:p|div|br|span|a|td|tr|li|h\d|b|strong|font|body|html)\b[^<>]{0,500}>", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.I)
SITE = re.compile(r"(?:网|网站|首页|频道|门户|政府)$")
BLOCK = re.compile(r"<(/?)(?:div|section|article|main|form)\b", re.I)
DEEPEST = 1000     # blocks within blocks; what finds the main text takes a time that grows with the square of that
SKIPPED = ["select", "option", "button", "textarea", "iframe", "svg"]


def is_page(start: str) -> bool:
    """Whether a text that begins with `start` is HTML, whatever its file is called."""
    return bool(MARKUP.match(start)) or len(TAG.findall(start)) * 80 > len(start)


def read(source: Source) -> Iterator[Found]:
    """The article of a page, without menus, links to other articles and scripts."""
    yield page(source.data())


def page(data: bytes) -> Extract:
    """The article in the bytes of a page."""
    parse = library("resiliparse.parse.html", "resiliparse", "HTML").HTMLTree.parse
    take = library("resiliparse.extract.html2text", "resiliparse", "HTML").extract_plain_text
    found = _decoded(data)
    if _depth(found.text) > DEEPEST:
        raise Unusable("The page is nested more deeply than pages are, as one made to do harm is; save its text as .txt.")
    tree = parse(found.text)
    meta = {(m.getattr("name") or m.getattr("property") or "").strip().lower(): (m.getattr("content") or "").strip()
            for m in tree.document.query_selector_all("meta")}
    facts = {field: next((meta[n] for n in names if meta.get(n)), "") for field, names in META.items()}
    title = facts["title"] or _title(tree)
    options = {"list_bullets": False, "alt_texts": False, "skip_elements": SKIPPED}
    text = take(tree, main_content=True, **options)
    if not HAN.search(text):      # the main part was not recognised
        text = take(tree, main_content=False, **options)
    lines = [re.sub(r"\s", "", line) for line in text.split("\n")[:20]]
    if re.sub(r"\s", "", title) not in lines:
        text = article(title, text)
    return Extract(chinese(text, "The page"), title=title, date=day(facts["date"]), source=facts["source"], encoding=found.encoding,
                   extractor=made_by("resiliparse"), notes=notes(found))


def _decoded(data: bytes) -> decoding.Decoded:
    """By what the page says of itself, if its bytes bear it out; else by what they look like."""
    named = CHARSET.search(data[:4096])
    if named and not any(data.startswith(bom) for bom, _ in decoding.BOMS):
        encoding = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(named[1].decode().lower(), named[1].decode())
        try:
            return decoding.Decoded(data.decode(encoding), encoding.lower())
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data, "The page")


def _depth(markup: str) -> int:
    deepest = depth = 0
    for m in BLOCK.finditer(markup):
        depth = max(0, depth + (-1 if m[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _title(tree) -> str:
    """The only first heading, or what stands in <title> before the name of the site."""
    headings = [h.text.strip() for h in tree.document.query_selector_all("h1")]
    if len(headings) == 1 and HAN.search(headings[0]):
        return re.sub(r"\s+", " ", headings[0])
    first = re.split(r"[_|]|\s[-–—]+\s|--|——", tree.title or "")[0].strip()
    return "" if SITE.search(first) else first
