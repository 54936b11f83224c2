"""Text made to do harm: naughty strings and script payloads, a graph with one in every place, and a page that sees one run."""
import json
from itertools import islice
from pathlib import Path

import sample

ROOT = Path(__file__).parents[1]
FOLDERS = (parent / "shared" / "data" / "hostile" for parent in ROOT.parents)
SHARED = next((f for f in FOLDERS if f.is_dir()), ROOT / "none")      # collections that others made lie beside the project
NAUGHTY = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE users; --", "{{7*7}}", "${7*7}", "\x00\x01\x02", "\u202e倒\u202c", "\ud83d", "\ufeff",
    "../../etc/passwd", "C:\\con\\nul", "=cmd|'/c calc'!A1", "\u2028\u2029\x85", "\"\"\"", "'''", "\\u0041\\", "]]>", "-->", "a\u0300" * 50, "\U0010ffff\ufffe", "％ｓ%s%n",
    "javascript:alert(1)", "<!--", "&lt;&amp;&#x3c;", "\r\n\r\n", "𠮷\U0002f9f4", "null", "NaN", "1e309", "\t\v\f", "@prefix : <x> .", "_:b0", "<http://x> <y> \"z\"@zh .",
    "</script><script>alert(1)</script>", "<svg onload=alert(1)>", "<details open ontoggle=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<img src=http://example.org/x.png>", "' onmouseover=alert(1) x='", "\" onfocus=alert(1) autofocus x=\"", "<a href=javascript:alert(1)>x</a>", "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
]

# In every frame of a page before its own scripts: whatever a payload calls or sets off is told to `ran`, which the test exposes.
ALARM = """
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...args) => { window.ran(name + ' ' + String(args[0]).slice(0, 60)); };
document.write = document.writeln = text => { window.ran('document.write'); };
"""

# Every entity opened in turn (`open` opens the n-th), its folds unfolded, all of it hovered: how many sentences were shown.
EACH = """([names, kinds, panel]) => { let quotes = 0; const open = OPEN; for (let n = 0; n < names; n++) { open(n); const box = document.querySelector(panel);
  for (const d of box.querySelectorAll('details')) { d.open = true; d.dispatchEvent(new Event('toggle')); }
  for (const e of box.querySelectorAll('*')) for (const kind of kinds) e.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
  quotes += box.querySelectorAll('blockquote, article').length; } return quotes; }"""

# Every element of a page, also within frames of the same origin, is hovered, focused and left; scripts of our own do their harmless part.
TOUCH = """kinds => { let n = 0; const reach = root => { for (const e of root.querySelectorAll('*')) { n++;
  for (const kind of kinds) e.dispatchEvent(new (kind.startsWith('mouse') || kind.startsWith('pointer') ? MouseEvent : Event)(kind, { bubbles: true }));
  if (e.localName === 'iframe' && e.contentDocument) reach(e.contentDocument); } }; reach(document); return n; }"""
HOVERS = ["mouseover", "mouseenter", "mousemove", "mouseout", "pointerover", "pointerenter", "focus", "focusin", "blur", "toggle", "animationstart", "transitionend", "scroll", "wheel"]

# Markup that none of our pages has: handlers in attributes, addresses that are scripts, frames and objects.
MARKUP = """own => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(a.value)
    && ['href', 'src', 'action', 'data'].includes(a.name) && e.localName !== 'link') || ['iframe', 'object', 'embed', 'base', 'form', 'marquee'].includes(e.localName)
    && !own.includes(e.localName)).map(e => e.outerHTML.slice(0, 200))"""


def payloads() -> list[str]:
    """All there are, each once: our own, and those of the collections where these are at hand."""
    found = list(NAUGHTY)
    for file in sorted(SHARED.glob("*")):
        found += json.loads(file.read_text("utf-8")) if file.suffix == ".json" else file.read_text("utf-8", "replace").splitlines()
    return [p for p in dict.fromkeys(found) if p]


def batches(size: int) -> list[list[str]]:
    every = iter(payloads())
    return list(iter(lambda: list(islice(every, size)), []))


def graph(texts: list[str]):
    """A hub that is linked to an entity for each payload, which is its name, and the title, id, source, file and sentence of the article behind."""
    m = sample.Maker()
    m.article("hub", "海州市人民政府。", "海州市", "2020-03-01")
    m.entity("hub", "GovernmentBody", "海州市人民政府")
    for i, text in enumerate(texts):
        id_ = f"{text}·{i}"
        m.article(id_, f"海州市人民政府支持{text}。", text, text if i % 2 else "2020-03-01", text)
        m.documents[id_] = sample.Document(id_, m.documents[id_].text, text, m.documents[id_].date, text, f"in/{text}/{text}.txt")
        m.entity(f"org-{i}", "Company", text, f"{text}公司")
        m.say(id_, f"海州市人民政府支持{text}。", "hub", "supports", f"org-{i}", means=text, amount=text, date=text)
    return m.graph()


class Harness:
    """A page that knows when something runs, asks the net, opens a window or leaves. The policy of the page is put aside: without it
    nothing may run either."""

    def __init__(self, browser, home: str) -> None:
        self.home, self.ran = home, []
        self.context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 800}, locale="zh-CN")
        self.context.expose_function("ran", lambda what: self.ran.append(what))
        self.context.add_init_script(ALARM)
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        self.context.on("page", lambda p: self.ran.append(f"a window {p.url}") if p is not self.page else None)
        self.page.on("dialog", lambda d: (self.ran.append(f"dialog {d.message}"), d.dismiss()))
        self.context.route(lambda url: not url.startswith((home, "blob:", "about:", "data:image/")), self._asked)
        self.page.on("framenavigated", lambda f: self.ran.append(f"left for {f.url}") if f is self.page.main_frame and not f.url.startswith(home) else None)

    def _asked(self, route) -> None:
        self.ran.append(f"asked {route.request.url[:80]}")
        route.abort()

    def touch(self) -> int:
        """Hover and focus everything: how many elements there are."""
        return self.page.evaluate(TOUCH, HOVERS)

    def each(self, opens: str, names: int, panel: str, frame=None) -> int:
        """Open the page's first entities in turn, by a function in JavaScript, and hover their panels: how many sentences were shown."""
        return (frame or self.page).evaluate(EACH.replace("OPEN", opens), [names, ["mouseover", "focusin"], panel])

    def found(self, *own: str) -> list[str]:
        """What ran, and what stands in the page that is not of our making."""
        self.page.wait_for_timeout(200)
        return self.ran + self.page.evaluate(MARKUP, list(own))
