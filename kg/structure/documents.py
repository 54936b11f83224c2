"""Documents and what they say of other documents, who signed them, and the government that a text speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.names import official_place
from kg.ontology import relations, top
from kg.records import Mention
from kg.structure.blocks import DATE_LINE
from kg.structure.labels import relation
from kg.structure.page import Found, Page

OTHER = "《[^》]+》(?:（[^）]*）)?[、和及与]?"
# relation → what stands before 《…》, and what behind it
STATED = (
    ("basedOn", re.compile(f"(?:根据|依据|依照|按照|遵照)[^，。；《》]{{0,12}}(?:{OTHER}等?)*$"), re.compile("")),
    ("repeals", re.compile(f"(?:废止|宣布失效)(?:{OTHER})*$"), re.compile("")),
    (
        "repeals",
        re.compile(""),
        re.compile(
            f"(?:（[^）]*）)?(?:[、和及与]?{OTHER})*(?:自[^，。]{{2,12}}起)?(?:同时|即行|即)?(?:予以)?(?:废止|停止执行|失效)"
        ),
    ),
    ("amends", re.compile("(?:修改|修订|修正)$"), re.compile("(?!的(?:决定|通知|意见))")),
    ("transmits", re.compile(""), re.compile("(?:（[^）]*）)?[^。《》]{0,40}(?:印发|转发|批转)给你们")),
    ("amends", re.compile("对$"), re.compile("(?:（[^）]*）)?(?:作出?(?:如下|以下)?修改|(?:进行|予以)了?修[改订])")),
)
# in the title of a document: what it does with the one inside
IN_TITLE = (
    ("transmits", re.compile("(?:印发|转发|批转)$")),
    ("amends", re.compile("(?:修改|修订|修正)$")),
    ("repeals", re.compile("(?:废止)$")),
)
NUMBER = re.compile(r"[一-鿿]{1,10}[〔\[（【]\d{4}[〕\]）】] ?第?\d{1,4}号")
GOVERNMENT = re.compile("(?:人民政府|政府)$")
CONGRESS = re.compile("在(?P<place>[^，。]{2,20}?)第[一二三四五六七八九十0-9]+届人民代表大会")
NEAR = 600  # characters of a report within which it says for whom it speaks


def read(page: Page) -> Iterator[Found]:
    """issued (signatures), and basedOn, repeals, amends, transmits between the text's own document and those that it names."""
    if page.document is None:
        return
    yield from _signed(page)
    own, text = page.document, page.clean.text
    for m in page.mentions:
        # the marks are those of the name, whether the mention holds them or not
        first, behind = m.start - (text[m.start - 1 : m.start] == "《"), m.end + text.startswith("》", m.end)
        if m.label != "PolicyDocument" or m.anaphor or m is own or m.name == own.name or not text.startswith("《", first):
            continue
        line = text.rfind("\n", 0, m.start) + 1
        stop = text.find("\n", m.end)
        before, after = text[line:first], text[behind : stop if stop >= 0 else len(text)]
        for predicate, left, right in STATED:
            if (
                predicate in relations()
                and left.search(before)
                and right.match(after)
                and (left.pattern or right.pattern)
            ):
                if predicate == "basedOn" and m.start > NEAR * 2:
                    continue
                found = relation("document-" + predicate, own, predicate, m)
                if found is not None:
                    yield found, line, stop if stop >= 0 else len(text)
                break


def inner_documents(page: Page) -> Iterator[Found]:
    """甲关于印发《乙》的通知: the notice transmits 乙."""
    text = page.clean.text
    for outer in page.mentions:
        if outer.label != "PolicyDocument" or outer.anaphor:
            continue
        for m in re.finditer("[《〈](?P<name>[^《》〈〉]{4,80})[》〉]", text[outer.start + 1 : outer.end - 1]):
            before = text[outer.start : outer.start + 1 + m.start()]
            for predicate, left in IN_TITLE:
                if left.search(before) and predicate in relations():
                    start, end = outer.start + 1 + m.start(), outer.start + 1 + m.end()
                    part = Mention(
                        start, end, text[start:end], "PolicyDocument", m["name"], source="layout", inner=True
                    )
                    found = relation("document-" + predicate, replace(outer), predicate, part)
                    if found is not None:
                        yield found, outer.start, outer.end


def _signed(page: Page) -> Iterator[Found]:
    """The bodies above a date at the end issued the document, unless it names one person only."""
    for block in page.blocks:
        if block.kind != "signature":
            continue
        number = next((line.text for b in page.blocks[:3] for line in b.lines[:6] if NUMBER.fullmatch(line.text)), "")
        dates = [line.text for line in block.lines if DATE_LINE.fullmatch(line.text)]
        for line in block.lines:
            for m in page.within(line.start, line.end, "Organisation"):
                found = relation(
                    "signature", m, "issued", page.document, date=dates[-1] if dates else "", number=number
                )
                if found is not None:
                    yield found, block.start, block.end


def issuer(page: Page) -> Mention | None:
    """The government or body that a report, plan or notice speaks for, None if the text does not say.

    In this order: the label 发文机关, the body at the head of the title, the government of the congress that a work report was
    given to, the signature.
    """
    for family, line in page.labels:
        if family == "issuer" and (found := page.within(line.start, line.end, "Organisation")):
            return found[0]
    title = "".join(line.text for line in page.title_lines)
    for line in page.title_lines:
        inside = [m for m in page.inner if line.start <= m.start and m.end <= line.end]
        found = [
            m
            for m in (*page.within(line.start, line.end), *inside)
            if m.label in ("GovernmentBody", "PartyBody") and not m.anaphor
        ]
        if (
            found
            and found[0].start <= line.start + 1
            and re.match("关于|印发|办公厅|办公室|20|工作报告|公告|通告|通知|令", page.clean.text[found[0].end :])
        ):
            return found[0]
    if "工作报告" in title and "法院" not in title and "检察院" not in title and "常" not in title:
        return _reporting(page)
    for block in page.blocks:
        if block.kind == "signature" and (found := page.within(block.start, block.end, "Organisation")):
            return found[0]
    return None


def _reporting(page: Page) -> Mention | None:
    """The government whose work report a text is: 在沈阳市第十七届人民代表大会…上 → 沈阳市人民政府."""
    head = page.clean.text[:NEAR]
    m = CONGRESS.search(head)
    named = [
        x for x in page.within(0, NEAR, "Organisation") if x.label == "GovernmentBody" and GOVERNMENT.search(x.text)
    ]
    if "全国人民代表大会" in head and (m is None or not m["place"].strip("第一二三四五六七八九十届")):
        return next((x for x in page.within(0, len(page.clean.text), "Organisation") if x.name == "国务院"), None)
    place = (
        m["place"]
        if m
        else next((p.name for p in page.within(0, NEAR, "Place") if top(p.label) == "Place" and not p.anaphor), "")
    )
    for x in named:
        if place and place in x.text or not place:
            return x
    if not place:
        return None
    at = head.index(place)
    name = official_place(place) + "人民政府"
    return Mention(at, at + len(place), place, "GovernmentBody", name, source="layout", inner=True)
