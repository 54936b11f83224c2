"""Entities of another spaCy pipeline (`--model`) as candidates, its labels mapped to ours."""
from __future__ import annotations

from spacy.tokens import Doc

from kg.ontology import classes
from kg.records import Mention

# OntoNotes 5 (zh_core_web_*), MSRA and People's Daily conventions
LABELS = {
    "PERSON": "OtherPerson", "PER": "OtherPerson", "NR": "OtherPerson",
    "ORG": "OtherOrganisation", "NT": "OtherOrganisation",
    "GPE": "AdministrativeArea", "NS": "AdministrativeArea", "LOC": "OtherPlace", "FAC": "OtherPlace",
    "LAW": "PolicyDocument", "EVENT": "OtherEvent",
}


def find(doc: Doc) -> tuple[Mention, ...]:
    """Candidates of the entities that an earlier component of the pipeline left in `doc.ents`."""
    known = classes()
    found = []
    for ent in doc.ents:
        label = ent.label_ if ent.label_ in known else LABELS.get(ent.label_)
        if label and len(ent.text.strip()) > 1:
            name = ent.text.strip("《》“”\"' ")
            found.append(Mention(ent.start_char, ent.end_char, ent.text, label, name, source="model"))
    return tuple(found)
