"""Lines label：value: tenders, the head of a document, hosts of a meeting, who attended, who leads, who belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.frames import Read
from kg.ontology import allows, top
from kg.records import Mention
from kg.structure.biographies import iso
from kg.structure.blocks import Line
from kg.structure.page import Found, Page
from kg.structure.rosters import entries

OBJECT = re.compile(
    "(?:政府)?(?:采购项目|采购|招标|项目)?的?(?:公开招标)?(?:中标结果|成交结果|中标（成交）结果|中标|成交|结果|合同)(?:公告|公示)?$"
)
ROLES = {"host": "hosts", "attend": "attends", "preside": "presides"}


def relation(rule: str, subject: Mention, predicate: str, object_: Mention, **qualifiers: str) -> Read | None:
    """The relation, None if the vocabulary does not allow it between these two."""
    if not allows(subject.label, predicate, object_.label):
        return None
    return Read(rule, predicate, subject, object_, "stated", {k: v for k, v in qualifiers.items() if v}, "label")


def read(page: Page) -> Iterator[Found]:
    """What the labelled lines of a text say."""
    for found, line in (*_tender(page), *_issued(page), *_meeting(page), *_members(page)):
        if found is not None:
            yield found, line.start, line.end
    for line in (line for _, line in _values(page, "attend", "preside") if page.lists(line)):
        for person, held in entries(page, line.start, line.end):
            yield from ((r, line.start, line.end) for r in page.posts("roster", person, held))


def _values(page: Page, *families: str) -> list[tuple[str, Line]]:
    return [(f, line) for f, line in page.labels if f in families]


def _bodies(page: Page, line: Line, *kinds: str) -> list[Mention]:
    return [m for m in page.within(line.start, line.end, *(kinds or ("Organisation", "Place"))) if not m.anaphor]


def _tender(page: Page) -> Iterator[tuple[Read | None, Line]]:
    """Who supplies whom with what for how much: an amount is that of the supplier named last."""
    lines = _values(page, "buyer", "supplier", "amount", "object")
    buyer = next((m for f, line in lines if f == "buyer" for m in _bodies(page, line)), None)
    if buyer is None:
        return
    first = page.title_lines[0].text if page.title_lines else ""
    about = OBJECT.sub("", first).removeprefix(buyer.text) if OBJECT.search(first) else ""
    suppliers: list[tuple[Mention, Line, str, str]] = []
    for family, line in lines:
        if family == "object":
            about = line.text
        elif family == "supplier":
            suppliers += [(m, line, about, "") for m in _bodies(page, line, "Organisation")[:1]]
        elif family == "amount" and suppliers:
            amounts = page.within(line.start, line.end, "Amount")
            amount = amounts[0].text if amounts else line.text if len(line.text) <= 30 else ""
            m, where, object_, had = suppliers[-1]
            suppliers[-1] = (m, where, object_, had or amount)
    seen = set()
    for m, line, object_, amount in suppliers:
        if (m.name, object_) not in seen and m.name != buyer.name:
            seen.add((m.name, object_))
            yield relation("tender", m, "supplies", buyer, object=object_, amount=amount), line


def _issued(page: Page) -> Iterator[tuple[Read | None, Line]]:
    """发文机关, 发布机构: who issued the document, when, under which number."""
    if page.document is None:
        return
    value = {f: line.text for f, line in reversed(page.labels)}
    date = value.get("written") or value.get("published") or ""
    number = value.get("number") or ""
    for _, line in _values(page, "issuer"):
        for m in _bodies(page, line):
            yield (
                relation("issuer-label", m, "issued", page.document, date=date if iso(date) else "", number=number),
                line,
            )


def _meeting(page: Page) -> Iterator[tuple[Read | None, Line]]:
    """主办单位, 出席, 主持人: who takes part in the event of the title, and how."""
    for family, line in _values(page, *ROLES):
        event = page.event or page.event_before(line.start)
        if event is None:
            continue
        if not page.lists(line):  # 主持人：下面请王部长介绍情况
            continue
        seen = {event.name}
        for m in _bodies(page, line, "Person", "Organisation"):
            # 甲局局长王平: it is he who attends
            if (
                top(m.label) == "Organisation"
                and family != "host"
                and page.within(m.end, min(line.end, m.end + 12), "Post")
            ):
                continue
            if m.name not in seen:
                seen.add(m.name)
                yield relation("role-label", m, "participatesIn", event, role=ROLES[family]), line


def _members(page: Page) -> Iterator[tuple[Read | None, Line]]:
    """牵头单位, 成员单位 of the committee, or of the document, that the title names."""
    for family, line in _values(page, "lead", "member"):
        block = page.block_at(line.start)
        object_ = page.committee(block) or (page.document or page.event if family == "lead" else None)
        if object_ is None:
            continue
        rule, predicate = ("lead-label", "leads") if family == "lead" else ("member-label", "partOf")
        for m in _bodies(page, line, "Organisation", *(["Person"] if family == "lead" else [])):
            if m.name != object_.name:
                yield relation(rule, m, predicate, object_), line
