"""What a name says for those behind it: the city of a list of offices, the zone of its committee, the full name of a task force."""
import pytest

from kg.recognise.lists import shared_places
from kg.records import Mention

LABELS = {"Z": "OtherPlace", "B": "GovernmentBody", "P": "Post", "H": "Official", "M": "Meeting"}


def named(marked: str) -> list[str]:
    """The names that the bodies of a text have in the end; [B:某局] marks a mention."""
    text, mentions, rest = "", [], marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        inside, _, rest = rest.partition("]")
        label, name = inside.split(":")
        text += before
        mentions.append(Mention(len(text), len(text) + len(name), name, LABELS[label], name))
        text += name
    return [m.name for m in shared_places(tuple(mentions), text + rest) if m.label not in ("Post", "Official")]


@pytest.mark.parametrize("city", ["沈阳市", "合肥市", "双江县"])
def test_offices_of_one_city(city):
    assert named(f"[B:{city}财政局]、[B:教育局]和[B:水利局]") == [f"{city}财政局", f"{city}教育局", f"{city}水利局"]


@pytest.mark.parametrize("zone", ["通江经济技术开发区", "海星高新区", "临港新区"])
def test_the_committee_of_the_zone_before(zone):
    assert named(f"[B:{zone}党工委][P:书记]、[B:管委会][P:主任][H:王平]") == [f"{zone}党工委", f"{zone}管委会"]
    assert named(f"[Z:{zone}]很大。\n[B:管委会]开会")[1] in ("管委会", f"{zone}管委会")


@pytest.mark.parametrize("head", ["领导小组", "指挥部", "工作专班"])
def test_a_task_force_named_before(head):
    assert named(f"[B:青山市防汛{head}]成立。[B:{head}]部署") == [f"青山市防汛{head}"] * 2
    assert named(f"[M:青山市防汛{head}会议]召开。[B:{head}][P:成员][H:王平]") == [f"青山市防汛{head}会议", f"青山市防汛{head}"]
    assert named(f"[B:{head}]部署") == [head]
