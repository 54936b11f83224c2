"""The swap test: other names in an article must give the same graph, but for the names.

In annotated articles the names of persons, companies, places and policies are replaced, everywhere in the article and
short and full names together, by others of the same kind and shape; hard ones among them. What the graph of the changed
article says is then compared with what that of the article said, with the same replacement made in its names. No claim
needs to be right for that: what is lost, or new, hung on the sound of a name.

Names come from the annotations beside the project (../shared/gold), where they are, else from the graph of the article.

    python tests/swap.py [--variants N] [--kind person|company|place|policy] [--misses N]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # the kg beside this file

import kg  # noqa: E402
import phrasebook  # noqa: E402
from kg import ontology  # noqa: E402
from swap_names import SWAPS, Article  # noqa: E402

GOLD = next((p / "shared" / "gold" for p in ROOT.parents if (p / "shared" / "gold").is_dir()), None)
SETS = ("seeds", "dev", "dev2")
KINDS = ("person", "company", "place", "policy")
VARIANTS = 2
GAP = r"[ \t\r\n　|]*"


@dataclass(frozen=True)
class Claim:
    """What a graph says in one article, its ends by all their names."""

    subject: frozenset[str]
    predicate: str
    object: frozenset[str]
    title: str
    modality: str
    quote: str

    def same(self, other: Claim) -> bool:
        """Whether the other says it too."""
        if (self.predicate, self.title, self.modality) != (other.predicate, other.title, other.modality):
            return False
        straight = bool(self.subject & other.subject and self.object & other.object)
        return straight or (
            self.predicate == "cooperatesWith" and bool(self.subject & other.object and self.object & other.subject)
        )


@dataclass(frozen=True)
class Outcome:
    """What became of the claims of an article under a swap."""

    article: Article
    kind: str
    swap: dict[str, str]
    kept: tuple[Claim, ...]
    lost: tuple[Claim, ...]  # with the new names
    new: tuple[Claim, ...]


def articles(sets: tuple[str, ...] = SETS) -> list[Article]:
    """seeds/ of the project, and the annotated articles beside it, as far as they are there."""
    found = []
    for name in sets:
        gold = GOLD / name if GOLD else None
        texts = ROOT / "seeds" if name == "seeds" else gold / "text" if gold else None
        for path in sorted(texts.glob("*.txt")) if texts else ():
            notes = gold / f"{path.stem}.json" if gold else None
            entities = json.loads(notes.read_text("utf-8"))["entities"] if notes and notes.is_file() else ()
            marked = tuple((e["type"], e["subtype"], tuple(e["names"])) for e in entities)
            found.append(Article(path.stem, name, path.read_text("utf-8"), marked))
    return found


def swap_of(article: Article, kind: str, variant: int) -> dict[str, str]:
    """Old names and new ones; the same for an article, a kind and a number."""
    pairs = SWAPS[kind](article, random.Random(f"{article.id}|{kind}|{variant}"))
    return {old: new for old, new in pairs if old != new and replacer({old: new})(article.text) != article.text}


def replacer(swap: dict[str, str]) -> Callable[[str], str]:
    """A function that puts the new names into a text; a name that the page breaks in two is one all the same."""
    if not swap:
        return lambda text: text
    longest = sorted(swap, key=lambda n: (-len(n), n))
    pattern = re.compile("|".join(r"(?<!\d)" * n[0].isdigit() + GAP.join(map(re.escape, n)) for n in longest))
    return lambda text: pattern.sub(lambda m: swap[re.sub(GAP, "", m[0])], text)


def graph_of(texts: dict[str, str]) -> kg.Graph:
    """The graph of the articles."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            Path(folder, f"{name}.txt").write_text(text, "utf-8")
        return kg.build([folder]).graph


def build(texts: dict[str, str]) -> dict[str, list[Claim]]:
    """What the graph of the articles says, by article."""
    graph = graph_of(texts)
    found = {name: [] for name in texts}
    for s in (*graph.statements, *graph.unconfirmed):
        ends = (graph.entities[s.subject], graph.entities[s.object])
        subject, object_ = (frozenset((e.name, *e.aliases)) for e in ends)
        title = dict(s.qualifiers).get("title", "")
        found[s.evidence.document].append(Claim(subject, s.predicate, object_, title, s.modality, s.evidence.quote))
    return found


def marked_by_graph(pages: list[Article]) -> list[Article]:
    """The articles with the entities that the graph finds there instead of annotations."""
    texts, graph, found = {a.id: a.text for a in pages}, graph_of({a.id: a.text for a in pages}), defaultdict(list)
    for e in graph.entities.values():
        label = "Document" if e.label == "PolicyDocument" else e.label
        for document in sorted({d for d, _, _ in e.mentions}):
            if known := tuple(n for n in dict.fromkeys((e.name, *e.aliases)) if n in texts[document]):
                found[document].append((ontology.top(e.label), label, known))
    return [replace(a, entities=tuple(found[a.id])) for a in pages]


def measure(pages: list[Article], variants: int = VARIANTS, kinds: tuple[str, ...] = KINDS) -> list[Outcome]:
    """Every article under every swap that finds something to replace in it."""
    before = build({a.id: a.text for a in pages})
    outcomes = []
    for kind in kinds:
        for variant in range(variants):
            swaps = {a.id: swap for a in pages if (swap := swap_of(a, kind, variant))}
            after = build({a.id: replacer(swaps[a.id])(a.text) for a in pages if a.id in swaps})
            outcomes += [compare(a, kind, swaps[a.id], before[a.id], after[a.id]) for a in pages if a.id in swaps]
    return outcomes


def compare(article: Article, kind: str, swap: dict[str, str], before: list[Claim], after: list[Claim]) -> Outcome:
    """Claims before, with the new names, against claims after; each of these serves once.

    Claims whose sentence and ends bear no swapped name are left out: they would be kept by any program.
    """
    put, same = replacer(swap), replacer({})
    left, kept, lost = [renamed(c, same) for c in after], [], []
    for claim in before:
        wanted = renamed(claim, put)
        match = next((c for c in left if wanted.same(c)), None)
        if match:
            left.remove(match)
        if wanted != renamed(claim, same):
            (kept if match else lost).append(wanted)
    return Outcome(article, kind, swap, tuple(kept), tuple(lost), tuple(left))


def renamed(claim: Claim, put) -> Claim:
    """The claim with the new names, as they are compared."""
    subject, object_ = (frozenset(phrasebook.fold(put(n)) for n in names) for names in (claim.subject, claim.object))
    return Claim(subject, claim.predicate, object_, put(claim.title), claim.modality, put(claim.quote))


def shares(outcomes: list[Outcome]) -> tuple[float, float]:
    """Claims kept, and new ones, each as a share of those there were."""
    kept, lost, new = (sum(len(getattr(o, part)) for o in outcomes) for part in ("kept", "lost", "new"))
    return kept / max(1, kept + lost), new / max(1, kept + lost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=VARIANTS, help=f"sets of names for each article ({VARIANTS})")
    parser.add_argument("--kind", choices=KINDS, help="only names of this kind")
    parser.add_argument("--misses", type=int, default=0, help="print so many claims lost or new")
    options = parser.parse_args()
    pages = articles()
    if any(not a.entities for a in pages):
        print("No ../shared/gold here: only seeds/, with the names that the graph finds.")
        pages = marked_by_graph([a for a in pages if a.set == "seeds"])
    outcomes = measure(pages, options.variants, (options.kind,) if options.kind else KINDS)
    misses = [(o, was, c) for o in outcomes for was in ("lost", "new") for c in getattr(o, was)]
    for o, was, claim in misses[: options.misses]:
        subject, object_ = (max(names, key=len) for names in (claim.subject, claim.object))
        said = f"{subject} {claim.predicate} {object_} {claim.title}"
        print(o.article.id, o.kind, was, said, claim.quote[:90], sep="\t")
    print(f"{'':16} articles names claims  kept   new")
    for kind in (*KINDS, ""):
        if part := [o for o in outcomes if kind in ("", o.kind)]:
            names, claims = (sum(map(len, x)) for x in ([o.swap for o in part], [o.kept + o.lost for o in part]))
            kept, new = shares(part)
            print(f"{kind or 'all':16} {len(part):8} {names:5} {claims:6}  {kept:.3f}  {new:.3f}")
    count = Counter((c.predicate, was) for o in outcomes for was in ("kept", "lost", "new") for c in getattr(o, was))
    for relation in sorted({p for p, _ in count}):
        kept, lost, new = (count[relation, was] for was in ("kept", "lost", "new"))
        claims = kept + lost
        print(f"{relation:31} {claims:6}  {kept / max(1, claims):.3f}  {new / max(1, claims):.3f}")


if __name__ == "__main__":
    main()
