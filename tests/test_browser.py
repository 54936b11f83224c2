"""The explorer in Chromium, as a double click opens it: every item clicked through, and nothing may leave the page.

With ZHENGTU_SHOTS=folder, a picture of each test's last state is left there to look at.
"""
import csv
import io
import re
import shutil
from pathlib import Path

import matplotlib.image
import pytest

import sample
from browser import Watch, until
from kg.export import html, notebook
from kg.export.view import blocks, usual
from kg.graph import Graph
from kg.ontology import classes
from kg.pipeline import build
from pages import BUREAU, CITY, ROOT, address, browser, click, drag, drawn, id_of, pick, seeds, show, spot_of, title  # noqa: F401

# ---- canvas --------------------------------------------------------------------------------------

def test_the_graph_is_drawn_with_its_legend(show):
    page = show(sample.small())
    assert page.title() == "政图 Zhengtu"
    assert page.locator("#counts").text_content() == "2 篇文章 · 9 / 12 实体 · 11 / 12 关系"      # one link is unsure, three entities have no other
    legend = page.locator("#legend").inner_text()
    for name in ("GovernmentBody", "Company", "Official", "AdministrativeArea", "PolicyDocument", "Meeting"):
        assert classes()[name].zh in legend
    assert "党组织" not in legend and "媒体" not in legend   # none with a link
    pixels = matplotlib.image.imread(io.BytesIO(page.screenshot()))
    for name, label in (("海州市人民政府", "GovernmentBody"), ("海州远航机械有限公司", "Company"), ("林建国", "Official"), ("海州市", "AdministrativeArea"),
                        ("关于稳定就业的若干意见", "PolicyDocument"), ("全市稳就业会议", "Meeting")):
        x, y = spot_of(page, name)
        seen = "#" + "".join(f"{round(255 * c):02x}" for c in pixels[int(y), int(x)][:3])
        assert seen == classes()[label].color, name
    sizes = page.evaluate("['海州远航机械有限公司', '东海银行'].map(n => sigma.getNodeDisplayData(String(G.name.indexOf(n))).size)")
    assert sizes[0] > sizes[1]      # by the number of neighbours


def test_shapes_follow_the_top_class(show):
    page = show(sample.small())
    shapes = dict(page.evaluate("[...shown].map(n => [classOf(n).top, drawn.getNodeAttribute(String(n), 'shape')])"))
    assert shapes == {"Organisation": "circle", "Person": "triangle", "Place": "square", "Policy": "diamond", "Event": "hexagon"}


def test_labels_are_legible_and_apart(show):
    page = show(sample.large())
    total, labels = page.evaluate("[shown.size, labelsShown.length]")
    assert total > 140 and labels > 0.3 * total
    boxes = page.evaluate("labelsShown.map(l => [l.x, l.y, l.x + l.w, l.y + l.h])")
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
    assert 0 in page.evaluate("labelsShown.map(l => l.n)")     # the most linked
    page.evaluate("lookAt(withNear([G.name.indexOf('海州市')]))")
    page.wait_for_timeout(100)
    near = page.evaluate("Array.from(around(G.name.indexOf('海州市'))).map(e => other(e, G.name.indexOf('海州市')))")
    assert set(near) <= set(page.evaluate("labelsShown.map(l => l.n)"))


def test_zoom_by_buttons_wheel_and_keys(show):
    page = show(sample.large())
    ratio = "sigma.getCamera().getState().ratio"
    start = page.evaluate(ratio)
    page.click("#zoom-in")
    assert page.evaluate(ratio) < start
    page.click("#zoom-out")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate(ratio) < 0.6 * start
    page.click("#fit")
    box = page.locator("#graph").bounding_box()
    assert all(box["x"] < spot_of(page, n)[0] < box["x"] + box["width"] for n in drawn(page))
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(400)
    assert page.evaluate(ratio) < start


def test_light_and_dark(show):
    page = show(sample.small(), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != dark and "theme=light" in address(page)
    page.click("#theme")
    assert page.evaluate(ground) == dark and page.evaluate("paint.ground") == "#12171d"


def test_pictures_to_keep(show):
    page = show(sample.small())
    for button, name in (("#save-svg", "zhengtu.svg"), ("#save-png", "zhengtu.png")):
        page.click("#export")
        with page.expect_download() as download:
            page.click(button)
        assert download.value.suggested_filename == name
        data = Path(download.value.path()).read_bytes()
        if name.endswith("svg"):
            import xml.etree.ElementTree as ET
            svg = ET.fromstring(data)
            texts = [e.text for e in svg.iter("{http://www.w3.org/2000/svg}text")]
            assert "林建国" in texts and "政府机构" in texts and any("Zhengtu" in t for t in texts)
            assert {e.get("fill") for e in svg.iter("{http://www.w3.org/2000/svg}path")} >= {classes()[c].color for c in ("Company", "Official", "Meeting")}
        else:
            pixels = matplotlib.image.imread(io.BytesIO(data))
            assert pixels.shape[1] > 1200 and len({tuple(p) for p in pixels[::7, ::7].reshape(-1, pixels.shape[2]).tolist()}) > 10


def test_on_paper(show):
    page = show(sample.small(), "#node=org-2")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#sheet svg").is_visible() and page.locator("#panel").is_visible()
    assert page.locator("#bar nav").is_hidden() and page.locator("#filters").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#sheet svg").count() == 0
    page.evaluate("openNode(G.name.indexOf('海州市'), true); document.querySelectorAll('#panel details').forEach(d => { d.open = false; })")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('#panel details')].every(d => d.open && d.querySelector('blockquote'))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("[...document.querySelectorAll('#panel details')].every(d => !d.open)")
    page.evaluate("openNode(G.at.get('org-2'))")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 700, "height": 900})       # as wide as a sheet of paper, where the page would be a phone's
    page.emulate_media(media="print")
    assert page.locator("#panel blockquote").first.is_visible()


def test_an_article_on_paper_is_whole(show, seeds, tmp_path):
    page = show(seeds)
    page.evaluate("readArticle(0)")
    until(page, "document.getElementById('reader').open")
    page.emulate_media(media="print")
    high = page.evaluate("[document.getElementById('reader').clientHeight, document.getElementById('reader').scrollHeight]")
    assert high[0] >= high[1] > 1000 and page.locator("#panel").is_hidden()


# ---- finding -------------------------------------------------------------------------------------

def test_search_by_name_short_name_and_pinyin(show, seeds):
    page = show(seeds)
    for words, found in (("聊城市工业和信息化局", BUREAU), ("聊城市工信局", BUREAU), ("lcsgyhxxhj", BUREAU), ("liaochengshigongye", BUREAU), ("聊城sgy", BUREAU),
                         ("hongyuzhen", "洪玉振"), ("hyz", "洪玉振"), ("LCS", CITY), ("开行", "国家开发银行")):
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.insert_text(words)
        options = page.locator("#found [role=option]")
        names = options.locator("bdi").all_text_contents()
        assert found in names[:3], names[:8]
        for _ in range(names.index(found)):
            page.keyboard.press("ArrowDown")
        row = page.locator("#found [aria-selected=true]")
        assert row.locator("bdi").text_content() == found and row.get_attribute("id") == page.locator("#search").get_attribute("aria-activedescendant")
        n = page.evaluate("name => G.name.indexOf(name)", found)
        assert page.evaluate("n => `${classOf(n).zh} · ${G.degree[n]}`", n) in row.text_content()
        page.keyboard.press("Enter")
        assert title(page) == found and not page.evaluate("n => outOfView(n)", n)
        assert f"node={id_of(page, found)}" in address(page)


def test_search_that_finds_nothing_or_is_given_up(show, seeds):
    page = show(seeds)
    page.fill("#search", "没有这个词")
    assert page.locator("#found").inner_text() == "没有找到"
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden() and page.evaluate("document.activeElement.id") != "search"


def test_readings_of_a_name_as_it_is_read(show):
    m = sample.Maker()
    m.article("a", "重庆银行、重点工程。")
    m.entity("org-1", "Company", "重庆银行")
    m.entity("org-2", "Company", "重点工程")
    page = show(m.graph())
    assert page.evaluate("['chongqing', 'zhongdian', 'cqyh', 'zqyh'].map(w => search(w).map(f => f.name))") == [["重庆银行"], ["重点工程"], ["重庆银行"], []]


def test_a_link_to_a_view(show, seeds):
    page = show(seeds)
    pick(page, BUREAU)
    page.uncheck("#by-class input[value=Company]")
    page.uncheck("#by-relation input[value=issued]")
    page.click("#theme")
    link = page.evaluate("location.hash")
    other = show(seeds, link)
    assert title(other) == BUREAU and address(other) == address(page)
    assert not other.locator("#by-class input[value=Company]").is_checked() and not other.locator("#by-relation input[value=issued]").is_checked()
    assert drawn(other) == drawn(page)
    other.evaluate("location.hash = '#lang=en'")     # pasted into an open page
    until(other, "state.node === ''")
    assert other.locator("#panel-title").text_content() == "Start here"


def test_the_same_address_is_the_same_picture(show, seeds):
    page = show(seeds, "#named=1")
    pick(page, BUREAU)
    page.keyboard.press("2")
    x, y = spot_of(page, "洪玉振")
    drag(page, (x, y), 40, -30)
    page.keyboard.press("+")
    page.wait_for_timeout(600)
    names = sorted(drawn(page))
    spots = [spot_of(page, n) for n in names]
    other = show(seeds, page.evaluate("location.hash"))
    assert sorted(drawn(other)) == names
    assert all(abs(a - b) < 2 for n, spot in zip(names, spots) for a, b in zip(spot_of(other, n), spot))
    before = page.evaluate("location.hash")
    page.keyboard.press("1")
    page.wait_for_timeout(600)
    page.go_back()
    until(page, "state.steps === 2")
    page.wait_for_timeout(400)
    assert page.evaluate("location.hash") == before
    assert all(abs(a - b) < 2 for n, spot in zip(names, spots) for a, b in zip(spot_of(page, n), spot))


def test_enter_in_the_search_does_no_more_than_find(show, seeds):
    page = show(seeds)
    page.keyboard.press("/")
    page.keyboard.insert_text("lcsgxj")
    page.keyboard.press("Enter")
    assert title(page) == BUREAU and page.evaluate("document.activeElement.id") == "graph"
    page.keyboard.press("ArrowRight")
    assert title(page) != BUREAU


def test_a_broken_link_opens_the_page_all_the_same(show, seeds):
    page = show(seeds, "#node=nobody&edge=x~y&from=nonsense&steps=99&most=-3&pinned=a:b:c&lang=xx&%E0%A4%A=1&article=%E0%A4%A&confidence=abc")
    assert title(page) == "从这里开始" and drawn(page)


# ---- filtering -----------------------------------------------------------------------------------

def test_every_kind_of_filter_is_in_sight_and_those_in_use_are_open(show, seeds):
    page = show(seeds, "#place=211200")
    again = "document.querySelectorAll('#filters details').forEach(d => { d.open = false; }); filterParts = null; drawFilters()"
    page.evaluate(again)
    headings = page.locator("#filters summary")
    assert headings.all_text_contents() == ["另有，开始时不画", "类别", "两端", "关系", "地方", "日期", "文章", "可信", "画什么"]
    assert page.locator("#filters details[open]").evaluate_all("all => all.map(d => d.id)") == ["by-usual", "by-place"]
    page.evaluate("change({ place: '' });" + again)
    assert all(box["y"] + box["height"] <= 720 for box in (headings.nth(i).bounding_box() for i in range(9)))


def test_by_class_and_subclass(show, seeds):
    page = show(seeds)
    before = drawn(page)
    page.uncheck("#by-class input[value=Company]")
    assert not any(page.evaluate("[...shown].map(n => classOf(n).name === 'Company')"))
    assert page.evaluate("document.querySelector('#by-class input[value=Organisation]').indeterminate")
    page.uncheck("#by-class input[value=Place]")
    assert "-class=Company,AdministrativeArea,OtherPlace" in address(page)
    assert not any(page.evaluate("[...shown].map(n => classOf(n).top === 'Place')"))
    # the count beside a choice says what there would be of it, were it chosen
    count = page.locator("#by-class .choice", has_text="企业").locator(".n").text_content()
    page.check("#by-class input[value=Company]")
    assert int(count) == page.evaluate("passed.node.reduce((sum, on, n) => sum + (on && classOf(n).name === 'Company'), 0)")
    page.get_by_role("button", name="全部清除").click()
    assert drawn(page) == before and address(page) == ""


def test_only_one_class_keeps_its_links_and_the_number_holds(show, seeds):
    """Each class, each top class: as many as the number beside it says, drawn with what they are linked to."""
    page = show(seeds)
    for row in page.locator("#by-class .choice").all():
        count, class_ = int(row.locator(".n").text_content()), row.locator("input").get_attribute("value")
        if not count:
            continue
        row.hover()
        row.locator(".only").click()
        of = "n => [classOf(n).name, classOf(n).top].includes(state.only.length > 1 ? classOf(n).top : state.only[0])"
        assert page.evaluate("passed.nodes") == count, class_
        assert page.evaluate(f"[...shown].filter({of}).length") >= count, class_
        assert page.evaluate("passed.links") == page.evaluate("[...passed.link].filter((on, l) => on && [G.links.subject[l], G.links.object[l]].some(n => state.only.includes(classOf(n).name))).length") > 0
        assert f"{count} / {len(seeds.entities)} 实体" in page.locator("#counts").text_content()
        assert row.locator(".only").get_attribute("aria-pressed") == "true"
        row.locator(".only").click()       # once more, and all are back
        assert address(page) == ""


def test_only_goes_together_with_other_filters(show, seeds):
    page = show(seeds, "#-class=Company&place=211200&confidence=0.8")
    for name in ("GovernmentBody", "Programme", "Company"):
        row = page.locator(f"#by-class .choice:has(input[value={name}])")
        count = int(row.locator(".n").text_content())
        row.hover()
        row.locator(".only").click()
        assert page.evaluate("passed.nodes") == count and "只看" in page.locator("#active").inner_text()
        page.click("#undo")


def test_from_one_class_to_another(show, seeds):
    page = show(seeds)
    options = page.locator("#end-object option").all_text_contents()
    (choice,) = [o for o in options if o.strip().startswith("企业")]
    page.select_option("#end-object", label=choice)
    assert page.evaluate("passed.links") == int(choice.split()[-1]) > 0 and "to-class=Company" in address(page)
    assert page.evaluate("[...passed.link].every((on, l) => !on || classOf(G.links.object[l]).name === 'Company' || G.relations[G.links.relation[l]].symmetric)")
    (choice,) = [o for o in page.locator("#end-subject option").all_text_contents() if o.strip().startswith("组织")]
    page.select_option("#end-subject", label=choice)
    assert page.evaluate("passed.links") == int(choice.split()[-1]) > 0
    assert page.evaluate("passed.nodes") == len(drawn(page))


def test_by_relation(show, seeds):
    page = show(seeds)
    row = page.locator("#by-relation .choice", has_text="发布")
    count = int(row.locator(".n").text_content())
    row.hover()
    row.locator(".only").click()
    assert page.evaluate("passed.links") == count == sum(s.predicate == "issued" for s in usual(seeds.statements))
    assert f"{count} / {len(seeds.statements)} 关系" in page.locator("#counts").text_content()


def test_by_article(show, seeds):
    page = show(seeds)
    row = page.locator("#by-article .choice").first
    count, id_ = int(row.locator(".n").text_content()), row.locator("input").get_attribute("value")
    row.locator("input").check()
    assert page.evaluate("passed.links") == count == len(usual(s for s in seeds.statements if s.evidence.document == id_))
    assert f"article={id_}" in address(page)
    assert page.evaluate("document.activeElement.value") == id_     # the keyboard stays where it was


def test_by_place_with_all_within(show, seeds):
    page = show(seeds, "#named=1")
    province = page.locator("#by-place button.place", has_text="辽宁省")
    province.click()
    assert {"铁岭市", "沈阳市"} <= drawn(page) and CITY not in drawn(page)
    page.locator("#by-place button.place", has_text="铁岭市").click()
    inside = drawn(page)
    assert "铁岭市" in inside and "沈阳上博智像科技有限公司" not in inside and "place=211200" in address(page)
    assert "铁岭县公安局" in inside      # of a county within
    for line in page.evaluate("drawn.mapEdges((_, { e }) => [G.a[e], G.b[e]].map(n => (G.homes.get(n) ?? []).join()))"):
        assert any(re.match("2112", codes) for codes in line)
    page.locator("#by-place button.place", has_text="铁岭市").click()
    assert CITY in drawn(page)


def test_by_date_on_the_timeline(show):
    page = show(sample.large())
    page.locator("#timeline").scroll_into_view_if_needed()
    bars = page.locator(".bars").bounding_box()
    page.mouse.move(bars["x"] + 1, bars["y"] + 20)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] / 3, bars["y"] + 20, steps=4)
    page.mouse.up()
    assert "from=" not in address(page)      # the first bar has what was earlier too
    last = page.evaluate("state.to")
    assert page.evaluate("passed.links") == sum(d["date"] <= last for d in page.evaluate("Array.from(passed.link.keys()).map(l => ({ date: dateOf(l) }))"))
    before = page.evaluate("passed.links")
    page.focus("#timeline [data-end=to]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("passed.links") > before and page.evaluate("state.to") > last
    page.keyboard.press("End")
    assert "to=" not in address(page) and page.evaluate("passed.links") == page.evaluate("G.links.size")


def test_by_confidence_and_number_of_sources(show):
    graph = sample.small()
    page = show(graph)
    page.focus("#confidence")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert "confidence=0.8" in address(page)
    assert page.evaluate("passed.links") == sum(s.confidence >= 0.8 for s in graph.statements)
    page.keyboard.press("Home")
    assert page.evaluate("passed.links") == len(graph.statements)
    assert page.locator("#sources").get_attribute("max") == "1"      # each says something of its own


def test_sources_are_counted_by_articles(show):
    m = sample.Maker()
    m.article("a", "甲公司支持乙公司。")
    m.article("b", "甲公司又支持乙公司。甲公司还支持丙公司。")
    for i, name in enumerate("甲乙丙"):
        m.entity(f"org-{i}", "Company", f"{name}公司")
    m.say("a", "甲公司支持乙公司。", "org-0", "supports", "org-1")
    m.say("b", "甲公司又支持乙公司。", "org-0", "supports", "org-1")
    m.say("b", "甲公司还支持丙公司。", "org-0", "supports", "org-2")
    page = show(m.graph())
    page.focus("#sources")
    page.keyboard.press("ArrowRight")
    assert drawn(page) == {"甲公司", "乙公司"} and "sources=2" in address(page)


def test_entities_without_relations_on_demand(show, seeds):
    page = show(seeds)
    lone = [e for e in seeds.entities.values() if not any(e.id in (s.subject, s.object) for s in seeds.statements)]
    assert not drawn(page) & {e.name for e in lone}
    page.check("#lone")
    assert page.evaluate("shown.size") == len(seeds.entities)


# ---- reading -------------------------------------------------------------------------------------

def test_an_entity(show):
    page = show(sample.small())
    click(page, "海州远航机械有限公司")
    until(page, "state.node === 'org-2'")
    text = page.locator("#panel").inner_text()
    for words in ("企业", "远航机械", "东海银行海州分行授信远航机械2000万元。", "位于", "走访者", "海州市稳就业 · 海州日报 · 2020-03-01", "获支持于"):
        assert words in text, words
    assert page.locator("#live").text_content().startswith("海州远航机械有限公司, 企业")
    page.keyboard.press("Escape")
    assert title(page) == "从这里开始"


def test_posts_over_time(show):
    m = sample.Maker()
    m.article("new", "市长王明讲话。", "新闻二", "2023-05-01")
    m.article("old", "副市长王明讲话。", "新闻一", "2020-02-01")
    m.entity("person-1", "Official", "王明")
    m.entity("org-1", "GovernmentBody", "海州市人民政府")
    m.say("new", "市长王明讲话。", "person-1", "holdsPost", "org-1", title="市长")
    m.say("old", "副市长王明讲话。", "person-1", "holdsPost", "org-1", title="副市长", former="是")
    page = show(m.graph(), "#node=person-1")
    rows = page.locator(".posts > li")
    assert [rows.nth(i).locator("summary").inner_text().split() for i in range(2)] == [
        ["副市长（曾任）", "海州市人民政府见报", "2020-02-01"], ["市长", "海州市人民政府见报", "2023-05-01"]]
    assert rows.first.locator("blockquote").inner_text().startswith("副市长王明讲话。")


def test_a_line_and_its_evidence_in_the_article(show):
    page = show(sample.small())
    click(page, "海州远航机械有限公司", "东海银行海州分行")
    until(page, "state.edge !== ''")
    cards = page.locator("#panel .card")
    assert cards.count() == 3
    money = cards.filter(has_text="2000万元").first
    text = money.inner_text()
    for words in ("支持", "数额", "2000万元", "方式", "授信", "rule_supports", "90%", "海州市稳就业", "1 篇文章这样说"):
        assert words in text, words
    assert money.locator("mark.s").text_content() == "东海银行海州分行" and money.locator("mark.o").text_content() == "远航机械"
    assert "合作" in page.locator("#live").text_content()
    # the sentence in its article
    money.locator("button.from").click()
    reader = page.locator("#reader")
    assert reader.locator("h2").text_content() == "海州市稳就业" and "2020-03-01" in reader.locator("header").inner_text()
    here = reader.locator(".said.here")
    assert here.evaluate("e => [...e.childNodes].filter(c => !c.className?.includes('refs')).map(c => c.textContent).join('')") == "东海银行海州分行授信远航机械2000万元。"
    assert "《关于稳定就业的若干意见》" in reader.locator(".text").text_content()
    assert "read=海州要闻" in address(page)
    # from the sentence to what it says, from a name to its entity
    here.locator(".refs").click()
    here.locator(".refs-list button").first.click()
    assert not reader.evaluate("e => e.open") and page.locator("#panel .card").count() == 3
    page.evaluate("readArticle(0)")
    reader.locator(".mention", has_text="林建国").first.click()
    assert title(page) == "林建国" and not reader.evaluate("e => e.open")


def test_every_line_has_its_sentence_one_click_away(show):
    page = show(sample.large())
    without = page.evaluate("""async () => { const out = []; for (let e = 0; e < G.a.length; e++) { openLine(e);
      if (![...document.querySelectorAll('#panel .card')].length || ![...document.querySelectorAll('#panel .card')].every(c => c.querySelector('blockquote p')?.textContent && c.querySelector('button.from'))) out.push(e); } return out; }""")
    assert without == []


def test_every_sentence_stands_in_its_article(show, seeds):
    page = show(seeds)
    wrong = page.evaluate("""async () => { const out = []; for (let s = 0; s < G.sentences.quote.length; s++) { const { text } = await textOf(G.sentences.document[s]);
      if (text.slice(G.sentences.start[s], G.sentences.end[s]).replace(/\\n/g, '') !== G.sentences.quote[s]) out.push(G.sentences.quote[s]); } return out; }""")
    assert wrong == [] and page.evaluate("G.sentences.quote.length") > 100


def test_without_texts_the_reader_has_the_sentences(show):
    page = show(sample.small(), "#edge=org-2~org-3", texts=False)
    page.locator("#panel button.from").first.click()
    text = page.locator("#reader").inner_text()
    assert "不带全文" in text and "东海银行海州分行授信远航机械2000万元。" in text
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('reader').open && state.article === ''")


# ---- exploring -----------------------------------------------------------------------------------

def test_neighbourhoods_expansion_and_the_way_back(show, seeds):
    page = show(seeds, "#named=1&confidence=0")
    pick(page, BUREAU)
    page.get_by_role("button", name="1", exact=True).click()
    one = drawn(page)
    assert one == {BUREAU} | set(page.evaluate("n => Array.from(around(n)).map(e => G.name[other(e, n)])", page.evaluate("G.name.indexOf('聊城市工业和信息化局')")))
    page.keyboard.press("2")
    two = drawn(page)
    assert one < two and "洪玉振" in two
    page.keyboard.press("1")
    page.mouse.dblclick(*spot_of(page, CITY))
    assert "洪玉振" in drawn(page)      # expanded
    page.get_by_role("button", name="收起").click()
    assert drawn(page) == one
    page.get_by_role("button", name="展开", exact=True).click()
    assert drawn(page) == two
    page.click("#whole")
    assert len(drawn(page)) > len(two)
    for expected in (two, one, two, one, two, one):
        page.click("#undo")
        assert drawn(page) == expected


def test_collapse_hides_what_hangs_on_one_entity(show):
    page = show(sample.small())
    click(page, "东海银行海州分行")
    page.keyboard.press("c")
    assert "东海银行" not in drawn(page) and "海州远航机械有限公司" in drawn(page)
    page.keyboard.press("c")
    assert "东海银行" in drawn(page)


def test_pin_and_hide(show):
    page = show(sample.small())
    x, y = spot_of(page, "林建国")
    drag(page, (x, y), 60, 40)
    until(page, "'person-1' in state.pinned")
    moved = spot_of(page, "林建国")
    assert abs(moved[0] - x - 60) < 4 and abs(moved[1] - y - 40) < 4
    page.uncheck("#by-class input[value=Official]")
    assert "林建国" in drawn(page)       # pinned, so it stays
    page.check("#by-class input[value=Official]")
    pick(page, "林建国")
    page.keyboard.press("p")
    assert page.evaluate("Object.keys(state.pinned).length") == 0
    page.keyboard.press("h")
    assert "林建国" not in drawn(page) and "hidden=person-1" in address(page)
    page.locator("#by-drawing button.chip", has_text="林建国").click()
    assert "林建国" in drawn(page)
    page.keyboard.press("u")
    assert "林建国" not in drawn(page)
    page.keyboard.press("Control+z")
    assert "林建国" in drawn(page)


def test_between_two_entities(show, seeds):
    page = show(seeds)
    page.check("#named")
    pick(page, "沈阳上博智像")
    page.keyboard.press("m")
    assert "选另一个实体" in page.locator("#notice").inner_text()
    page.keyboard.insert_text("沈阳迈思")
    page.keyboard.press("Enter")
    assert title(page) == "沈阳上博智像科技有限公司 — 沈阳迈思医疗科技有限公司"
    text = page.locator("#panel").inner_text()
    assert "路径（2）" in text and "2 步" in text and "共同邻居（2）" in text
    step = page.locator(".path summary").first
    assert "".join(step.inner_text().split()) == "沈阳上博智像科技有限公司位于→沈阳市"
    step.click(position={"x": 4, "y": 8})
    assert "上博智像" in page.locator(".path blockquote").first.inner_text()
    assert page.evaluate("marked.edges.size") == 4 and "between=" in address(page)
    page.get_by_role("button", name="只看这些").click()
    assert drawn(page) == {"沈阳市", "浑南区", "沈阳上博智像科技有限公司", "沈阳迈思医疗科技有限公司"}


def test_no_path_and_a_path_beyond_the_filters(show):
    page = show(sample.small())
    page.evaluate("change({ between: 'org-6~org-2' })")
    assert "没有把二者连起来的路径" in page.locator("#panel").inner_text()
    page.evaluate("change({ between: 'policy-1~place-2', relationOff: ['issued'] })")
    assert "被筛选条件隐藏" in page.locator("#panel").inner_text()


def test_choosing_can_be_given_up(show):
    page = show(sample.small())
    click(page, "林建国")
    page.get_by_role("button", name="到…的路径").click()
    page.keyboard.press("Escape")
    assert page.locator("#notice").is_hidden() and page.evaluate("choosing") is None
    click(page, "东海银行")
    assert title(page) == "东海银行"


def test_the_panel_keeps_to_the_filters_and_says_so(show):
    page = show(sample.small(), "#node=org-2&-relation=supports,visited")
    panel = page.locator("#panel")
    assert "走访者" not in panel.inner_text() and "筛选隐藏了" in page.locator("#beyond").inner_text() and "2 / 4 个邻居" in panel.inner_text()
    page.get_by_role("button", name="都显示").click()
    assert "走访者" in panel.inner_text()
    page.evaluate("change({ node: '' })")
    assert "获支持最多的单位" not in panel.inner_text()


def test_what_a_filter_takes_away_is_looked_at_no_more(show, seeds):
    page = show(seeds)
    pick(page, "浙江商会")
    page.locator("#by-place button.place", has_text="辽宁省").click()
    assert title(page) == "从这里开始" and "浙江商会" not in drawn(page) and "node=" not in address(page)
    pick(page, "浙江商会")      # asked for by name, it is drawn all the same
    assert title(page) == "浙江商会" and "浙江商会" in drawn(page) and "筛选条件不含它" in page.locator("#notice").inner_text()
    page.keyboard.press("Escape")
    assert "浙江商会" not in drawn(page)


def test_the_table_of_a_neighbourhood(show, seeds):
    page = show(seeds)
    pick(page, BUREAU)
    page.keyboard.press("1")
    many = page.evaluate("shown.size")
    page.keyboard.press("t")
    assert page.locator("#table tbody tr").count() == many and f"实体 {many}" in page.locator("#table .tabs").inner_text()


def test_back_and_forward(show):
    page = show(sample.small())
    for name in ("林建国", "东海银行"):
        page.wait_for_timeout(600)
        pick(page, name)
    page.go_back()
    until(page, "state.node === 'person-1'")
    assert title(page) == "林建国"
    page.go_forward()
    until(page, "state.node === 'org-4'")


def test_a_trembling_hand_does_not_drag(show):
    page = show(sample.small())
    x, y = spot_of(page, "林建国")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2, y + 1)
    page.mouse.up()
    assert title(page) == "林建国" and page.evaluate("Object.keys(state.pinned).length") == 0


def test_dragging_moves_nothing_else(show, seeds):
    page = show(seeds)
    for prepare in (lambda: None, lambda: (pick(page, BUREAU), page.keyboard.press("2"))):
        prepare()
        page.wait_for_timeout(100)
        places = {n: spot_of(page, n) for n in drawn(page) if n}
        x, y = places[BUREAU]
        drag(page, (x, y), -70, -50)
        page.wait_for_timeout(100)
        for name, (u, v) in places.items():
            now = spot_of(page, name)
            moved = (-70, -50) if name == BUREAU else (0, 0)
            assert abs(now[0] - u - moved[0]) < 4 and abs(now[1] - v - moved[1]) < 4, name


def test_an_input_method_keeps_its_keys(show):
    page = show(sample.small())
    page.fill("#search", "林")
    page.evaluate("byId('search').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))")
    assert page.evaluate("state.node") == ""


def test_tidy_lays_out_what_is_drawn(show, seeds):
    page = show(seeds, "#place=211200")
    before = page.evaluate("[...shown].map(n => placeOf(n).join())")
    page.click("#tidy")
    assert page.evaluate("[...shown].map(n => placeOf(n).join())") != before and "tidy=yes" in address(page)
    page.click("#undo")
    assert page.evaluate("[...shown].map(n => placeOf(n).join())") == before


def test_a_graph_without_links_shows_its_entities(show):
    m = sample.Maker()
    m.article("a", "海州市与江宁市。")
    m.entity("place-1", "AdministrativeArea", "海州市")
    m.entity("place-2", "AdministrativeArea", "江宁市")
    page = show(m.graph())
    assert drawn(page) == {"海州市", "江宁市"} and page.locator("#notice").is_hidden()
    page.keyboard.press("t")
    page.locator("[role=tab]", has_text=re.compile("^关系")).click()
    page.locator("[data-column=subject]").click()


def test_a_relation_said_both_ways_round_has_two_sources(show):
    m = sample.Maker()
    m.article("a", "甲公司与乙公司合作。")
    m.article("b", "乙公司与甲公司合作。")
    for i, name in enumerate("甲乙"):
        m.entity(f"org-{i}", "Company", f"{name}公司")
    m.say("a", "甲公司与乙公司合作。", "org-0", "cooperatesWith", "org-1")
    m.say("b", "乙公司与甲公司合作。", "org-1", "cooperatesWith", "org-0")
    assert show(m.graph()).evaluate("[...G.links.sources]") == [2, 2]


def test_sentences_that_overlap_stand_together(show):
    m = sample.Maker()
    m.article("a", "甲公司支持乙公司，乙公司支持丙公司。完。")
    for i, name in enumerate("甲乙丙"):
        m.entity(f"org-{i}", "Company", f"{name}公司")
    m.say("a", "甲公司支持乙公司，乙公司支持丙公司。", "org-0", "supports", "org-1")
    m.say("a", "乙公司支持丙公司。", "org-1", "supports", "org-2")
    page = show(m.graph(), "#read=a")
    assert page.locator(".said").count() == 1 and page.locator(".refs").text_content() == "2"
    page.locator(".refs").click()
    assert page.locator(".refs-list button").all_text_contents() == ["甲公司 — 支持 → 乙公司", "乙公司 — 支持 → 丙公司"]


def test_start_here(show, seeds):
    page = show(seeds)
    headings = page.locator(".start h3").all_text_contents()
    assert headings == ["联系最多的机构", "联系最多的官员", "发布机关最多的政策", "发布政策最多的机构", "获支持最多的单位"]
    first = page.locator(".start", has_text="联系最多的官员").locator("button").first
    name = first.locator("bdi").text_content()
    first.click()
    assert title(page) == name


def test_the_table(show, seeds):
    page = show(seeds)
    page.keyboard.press("t")
    rows = page.locator("#table tbody tr")
    linked = page.evaluate("passed.nodes")
    assert rows.count() == min(linked, 200)
    if linked > 200:
        page.click("#more-rows")
        assert rows.count() == linked
    page.locator("[data-column=name]").click()
    names = page.locator("#table tbody td.c-name").all_text_contents()
    assert page.locator("th[aria-sort=ascending]").text_content().startswith("名称")
    page.click("#export")
    assert page.locator("#save-png").is_disabled()
    page.keyboard.press("Escape")
    assert names == page.evaluate("names => [...names].sort(new Intl.Collator('zh-CN', { numeric: true }).compare)", names)
    page.locator("[role=tab]", has_text=re.compile("^关系")).click()
    assert rows.count() == min(len(usual(seeds.statements)), 200)
    page.locator("#by-relation .choice", has_text="任职").hover()
    page.locator("#by-relation .choice", has_text="任职").locator(".only").click()
    assert rows.count() == sum(s.predicate == "holdsPost" for s in usual(seeds.statements))
    page.locator("td.c-subject button").first.click()
    assert page.locator("#panel-title").is_visible()
    with page.expect_download() as download:
        page.click("#csv")
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff") and len(table) == 1 + rows.count() and table[0][:3] == ["主体", "关系", "客体"]


def test_cells_are_no_formulas(show):
    m = sample.Maker()
    m.article("a", "=HYPERLINK与+1。")
    m.entity("org-1", "Company", "=HYPERLINK(\"http://x\")")
    m.entity("org-2", "Company", "+1,\"二\"")
    m.say("a", "=HYPERLINK与+1。", "org-1", "supports", "org-2")
    page = show(m.graph())
    cells = list(csv.reader(io.StringIO(page.evaluate("csv('links')").removeprefix("\ufeff"))))[1]
    assert cells[0] == "'=HYPERLINK(\"http://x\")" and cells[2] == "'+1,\"二\"" and "'=HYPERLINK与+1。" in cells


# ---- access --------------------------------------------------------------------------------------

def test_by_keyboard_alone(show, seeds):
    page = show(seeds)
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    first = title(page)
    assert first == page.evaluate("nameOf(Math.min(...shown))")
    at = page.evaluate("placeOf(selection()[0])")
    page.keyboard.press("ArrowRight")
    assert title(page) != first and page.evaluate("placeOf(selection()[0])")[0] > at[0]
    page.keyboard.press("ArrowDown")
    camera = page.evaluate("sigma.getCamera().getState().x")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("sigma.getCamera().getState().x") > camera
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.from')"):
            break
    page.keyboard.press("Enter")
    until(page, "document.getElementById('reader').open")
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('reader').open")
    page.keyboard.press("?")
    assert page.locator("#manual").is_visible() and "搜索" in page.locator("#manual").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    assert page.locator("#filters").is_hidden()
    page.keyboard.press("f")
    page.keyboard.press("d")
    assert page.locator("#panel").is_hidden()
    page.focus("#export")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "save-svg"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "export"


@pytest.mark.parametrize("state", ["", "#node=org-2", "#edge=org-2~org-3&view=table&tab=links", "#read=海州要闻"])
def test_everything_has_a_name(show, state):
    """What a screen reader would call each thing that can be reached."""
    page = show(sample.small(), state)
    nameless = page.evaluate("""() => [...document.querySelectorAll('button, input, select, [tabindex], [role=application], dialog[open]')].filter(e => e.checkVisibility() &&
      !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.[0]?.textContent.trim() || document.getElementById(e.getAttribute('aria-labelledby'))?.textContent)
      && !e.querySelector('table')).map(e => e.outerHTML.slice(0, 120))""")
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(show, scheme):
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text on each ground it stands on."""
    page = show(sample.small(), color_scheme=scheme)
    colours = page.evaluate("Object.fromEntries(['ink', 'soft', 'link', 'paper', 'ground', 'subject', 'object', 'said', 'press'].map(n => [n, getComputedStyle(document.documentElement).getPropertyValue(`--${n}`).trim()]))")

    def light(colour):
        colour = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(w * (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4) for w, p in zip((0.2126, 0.7152, 0.0722), parts))

    for text, grounds in (("ink", ("paper", "ground", "subject", "object", "said", "press")), ("soft", ("paper", "ground")), ("link", ("paper", "ground", "said"))):
        for ground in grounds:
            high, low = sorted((light(colours[text]), light(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def test_in_english(show):
    page = show(sample.small(), locale="en-US")
    assert page.locator("#counts").text_content() == "2 articles · 9 of 12 entities · 11 of 12 links"
    click(page, "海州远航机械有限公司")
    assert "supported by" in page.locator("#panel").inner_text() and page.evaluate("document.documentElement.lang") == "en"
    page.click("#language")
    assert "获支持于" in page.locator("#panel").inner_text() and page.locator("#language").text_content() == "English"
    untranslated = page.evaluate("[...document.querySelectorAll('[data-zh], [data-zh-label], [data-zh-title]')].filter(e => ['', 'Label', 'Title', 'Placeholder'].some(k => ('zh' + k in e.dataset) !== ('en' + k in e.dataset))).length")
    assert untranslated == 0


def test_on_a_phone(show):
    page = show(sample.small(), width=390, height=800, has_touch=True)
    assert page.locator("#panel").is_hidden() and page.locator("#filters").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.touchscreen.tap(*spot_of(page, "海州远航机械有限公司"))
    until(page, "state.node === 'org-2'")
    panel = page.locator("#panel")
    assert panel.is_visible() and page.locator("#show-panel").get_attribute("aria-pressed") == "true"
    x, y = spot_of(page, "海州远航机械有限公司")
    assert page.locator("#graph").bounding_box()["y"] < y < panel.bounding_box()["y"]      # not under the sheet
    page.locator("#search").fill("东海")
    page.locator("#found [role=option]").first.tap()
    assert page.evaluate("[state.node !== 'org-2', state.view, state.lang]") == [True, "graph", "zh"]      # and nothing under it
    page.get_by_role("button", name="到…的路径").tap()
    page.locator("#notice button").tap()
    assert page.evaluate("choosing") is None and page.locator("#notice").is_hidden()
    page.locator("#reset").tap()
    assert panel.is_hidden() and page.evaluate("sigma.getCamera().getState().ratio") <= 1
    page.click("#show-filters")
    assert page.locator("#filters").is_visible() and panel.is_hidden()
    page.uncheck("#by-class input[value=Official]")
    page.keyboard.press("Escape")
    assert page.locator("#filters").is_hidden() and "林建国" not in drawn(page)


# ---- robustness ----------------------------------------------------------------------------------

def test_hostile_strings_do_nothing(show):
    page = show(sample.hostile())
    texts = [re.sub("[\ud800-\udfff]", "\ufffd", t) for t in sample.HOSTILE]
    for i, text in enumerate(texts):
        page.evaluate("id => openNode(G.at.get(id), true)", f"org-{i}")
        shown = page.locator("#panel-title").text_content()
        expected = text.strip().strip("\ufeff")
        assert shown.strip() in (expected, expected.replace("\x00", "\ufffd")), i
        page.evaluate("words => { byId('search').value = words; drawFound(); }", text.strip()[:12])
        page.evaluate("id => { const d = G.documents.findIndex(d => d.id.startsWith(id)); if (d >= 0) readArticle(d); }", text[:8])
        page.wait_for_timeout(20)
        page.evaluate("byId('reader').close()")
    page.evaluate("for (let e = 0; e < G.a.length; e++) openLine(e)")
    page.evaluate("change({ view: 'table', tab: 'links' })")
    page.evaluate("toSvg() && csv('links') && change({ view: 'graph', articles: [G.documents[0].id], node: '' })")
    hash_ = page.evaluate("location.hash")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on') && !['href', 'src', 'action', 'srcdoc', 'style'].includes(a.name) || (e.matches('a.out') && a.name === 'href') || e.id === 'labels' || e.closest('#graph, .bars')))")
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert set(page.evaluate("[...document.querySelectorAll('a')].map(a => [a.href, a.rel, a.target].join(' '))")) <= {"http://example.org/ noopener noreferrer _blank"}
    assert page.evaluate("new DOMParser().parseFromString(toSvg(), 'image/svg+xml').querySelectorAll('parsererror, script, image, foreignObject').length") == 0
    again = show(sample.hostile(), hash_)
    assert again.evaluate("state.articles") == page.evaluate("state.articles")


def test_a_lost_graphics_context_comes_back(show):
    page = show(sample.small(), "#node=org-2")
    if page.evaluate("sigma.constructor.name") == "Flat":
        pytest.skip("this Chromium has no WebGL, not even by software")
    before = page.evaluate("sigma.getCamera().getState()")
    page.evaluate("window.lost = sigma; sigma.getCanvases().nodes.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()")
    until(page, "sigma !== window.lost")
    page.evaluate("void (window.again = sigma)")
    page.wait_for_timeout(1500)
    assert page.evaluate("sigma === window.again")      # once, not for ever
    assert page.evaluate("sigma.getCamera().getState()") == before
    pixels = matplotlib.image.imread(io.BytesIO(page.screenshot()))
    x, y = spot_of(page, "海州远航机械有限公司")
    assert "#" + "".join(f"{round(255 * c):02x}" for c in pixels[int(y), int(x)][:3]) == classes()["Company"].color


def test_without_webgl(browser, tmp_path):
    html.write(sample.small(), tmp_path / "graph.html")
    with browser.browser_type.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]) as other:
        page = other.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce", locale="zh-CN")
        watch = Watch(page)
        page.goto((tmp_path / "graph.html").as_uri())
        until(page, "document.documentElement.dataset.ready === '1'")
        assert page.evaluate("sigma.constructor.name") == "Flat"
        click(page, "海州远航机械有限公司")
        assert title(page) == "海州远航机械有限公司"
        click(page, "海州远航机械有限公司", "东海银行海州分行")
        assert page.locator("#panel .card").count() == 3
        page.mouse.click(300, 690)
        assert title(page) == "从这里开始"
        ratio = page.evaluate("sigma.getCamera().getState().ratio")
        page.mouse.move(600, 400)
        page.mouse.wheel(0, -300)
        assert page.evaluate("sigma.getCamera().getState().ratio") < ratio
        x, y = spot_of(page, "林建国")
        drag(page, (x, y), 50, 0)
        assert page.evaluate("'person-1' in state.pinned")
        assert "林建国" in page.evaluate("toSvg()")
        assert [c for c in watch.complaints if "WebGL" not in c] == []


def test_a_large_graph_opens_on_its_backbone(show, monkeypatch):
    monkeypatch.setattr(html, "blocks", lambda graph, texts: blocks(graph, texts, first=60))
    page = show(sample.large(), "#most=60")
    many = page.evaluate("shown.size")
    assert 20 < many <= 60 and f"（画出 {many} 个）" in page.locator("#counts").text_content()
    assert page.evaluate("[...shown].every(n => partsOf(passed)[0].includes(n))")
    page.click("#scraps")
    groups = page.locator(".scraps li")
    assert groups.count() == page.evaluate("partsOf(passed).length - 1") and title(page) == f"{groups.count()} 个小群"
    name = groups.first.locator("bdi").text_content()
    groups.first.locator("button").click()
    assert title(page) == name and name in drawn(page) and len(drawn(page)) < 20
    page.click("#whole")
    away = page.evaluate("G.name.find((name, n) => n > 80 && G.degree[n])")
    pick(page, away)
    assert title(page) == away and away in drawn(page)      # the rest is reachable
    page.keyboard.press("e")
    assert set(page.evaluate("Array.from(around(selection()[0])).map(e => G.name[other(e, selection()[0])])")) <= drawn(page)
    page.select_option("#most", label="全部 " + str(page.evaluate("G.id.length")))
    assert page.evaluate("shown.size") == page.evaluate("passed.nodes")


def test_the_first_picture_needs_the_first_block_alone(browser, tmp_path, monkeypatch):
    """As a large page looks while it is still being read."""
    monkeypatch.setattr(html, "blocks", lambda graph, texts: blocks(graph, texts, first=60))
    whole = "".join(html.parts(sample.large()))
    (tmp_path / "graph.html").write_text(whole[:whole.index('<script type="application/octet-stream" id="rest">')], "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="zh-CN")
    page.goto((tmp_path / "graph.html").as_uri())
    until(page, "timing.first > 0")
    assert page.evaluate("[shown.size, drawn.size > 20, labelsShown.length > 20]") == [60, True, True]
    assert "13 篇文章" in page.locator("#counts").text_content()
    page.close()


def test_in_a_notebook(browser, seeds):
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    watch = Watch(page)
    page.set_content(notebook.show(seeds, height=600)._repr_html_())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator(".start button.entity").first.click()
    frame.locator("#panel summary").first.click(position={"x": 4, "y": 8})
    assert frame.locator("#panel blockquote").first.text_content()
    assert watch.complaints == [] and [u for u in watch.requests if u.startswith("http")] == []
    page.close()


def test_an_empty_graph(show):
    page = show(Graph())
    assert page.locator("#counts").text_content() == "0 篇文章 · 0 实体 · 0 关系"
    page.keyboard.press("t")
    page.keyboard.press("t")
    page.click("#fit")


def test_what_one_article_file_of_the_user_looks_like(show, tmp_path):
    (tmp_path / "one.txt").write_text("海州市印发通知\n海州市人民政府印发《关于支持企业发展的通知》。\n", "utf-8")
    page = show(build(tmp_path / "one.txt").graph)
    assert page.locator(".start").count() >= 1 and drawn(page)
