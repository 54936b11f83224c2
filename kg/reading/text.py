"""Plain text and Markdown."""
from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kg.reading import decoding
from kg.reading.base import EMPTY, Extract, Found, Source, Unusable, article, chinese, made_by
from kg.reading.fields import day

UNKNOWN = "The file is in no encoding known here (UTF-8, GB18030, Big5, UTF-16), or damaged; save it as UTF-8."
FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.S)


def decoded(data: bytes, what: str = "The file") -> decoding.Decoded:
    """The text of a file; Unusable if there is none."""
    if not data.strip(b"\0 \t\r\n\f\v" + codecs.BOM_UTF8):
        raise Unusable(f"{what} {EMPTY}")
    found = decoding.decode(data)
    if found is None:
        marked = next((name for bom, name in decoding.BOMS if data.startswith(bom)), "")
        if marked:
            raise Unusable(f"{what} says that it is in {marked.upper()[:6]}, but it is damaged or in another encoding; save it as UTF-8.")
        if b"\0" in data:
            raise Unusable(f"{what} is no text (it holds zero bytes); save its text as .txt in UTF-8.")
        raise Unusable(UNKNOWN)
    return found


def notes(found: decoding.Decoded) -> tuple[str, ...]:
    """What the user should know of how the bytes were read."""
    said = []
    if found.lost:
        said.append(f"It was read as {found.encoding.upper()}, in which {found.lost} of its characters are broken and became �, "
                    f"in {decoding.lost_lines(found.text)}.")
    if decoding.jumbled(found.text):
        said.append("Its text seems to be decoded wrongly (UTF-8 that was read as GBK looks like 娌堥槼甯); "
                    "it was read as it is, so look for the original.")
    return tuple(said)


def read(source: Source) -> Iterator[Found]:
    """The text as it is."""
    found = decoded(source.data())
    yield Extract(chinese(found.text), encoding=found.encoding, notes=notes(found))


def read_markdown(source: Source) -> Iterator[Found]:
    """The text without the marks of Markdown; title, date and source from a block of YAML before it."""
    from markdown_it import MarkdownIt  # only those who use it wait for it

    found = decoded(source.data())
    text = re.sub(r"\r\n?", "\n", found.text)
    front = FRONT.match(text)
    facts = dict(re.findall(r"^(\w+)[ \t]*[:：][ \t]*[\"']?(.*?)[\"']?[ \t]*$", front[1], re.M)) if front else {}
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(text[front.end():] if front else text)
    blocks = []
    for token in tokens:
        if token.type == "inline":
            blocks.append("".join(_inline(token.children or ())))
        elif token.type in ("code_block", "fence"):
            blocks.append(token.content)
    title = facts.get("title", facts.get("标题", ""))
    yield Extract(chinese(article(title, "\n".join(blocks))), title=title, date=day(facts.get("date", facts.get("日期", ""))),
                  source=facts.get("source", facts.get("来源", "")), encoding=found.encoding,
                  extractor=made_by("markdown-it-py"), notes=notes(found))


def _inline(children) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"
