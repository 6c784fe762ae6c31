"""What an editor decides about stories."""

from datetime import UTC, datetime

from standfirst import edits
from standfirst.model import Edit, EditKind
from tests.making import item, story

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
A, B, C = item("a"), item("b"), item("c")


def edit(kind: EditKind, *about: str, value: str | None = None) -> Edit:
    return Edit(kind, about, "Ana", NOON, value)


def test_a_spike_takes_the_story_away_whichever_telling_it_names() -> None:
    assert edits.apply([edit("spike", "b")], [story(A, B), story(C)]) == [story(C)]


def test_the_led_telling_speaks_first_and_its_story_leads() -> None:
    (led,) = edits.apply([edit("lead", "b")], [story(A, B)])
    assert led.lead
    assert [t.id for t in led.tellings] == ["b", "a"]
    assert led.id == "a"


def test_a_reworded_headline_says_who_reworded_it() -> None:
    (reworded,) = edits.apply([edit("reword", "a", value=" Better \n words ")], [story(A)])
    assert reworded.tellings[0].headline == "Better words"
    assert reworded.tellings[0].found["headline"] == "reworded by Ana"


def test_the_later_of_two_rewords_wins_and_an_empty_one_changes_nothing() -> None:
    twice = [edit("reword", "a", value="One"), edit("reword", "a", value="Two")]
    assert edits.apply(twice, [story(A)])[0].tellings[0].headline == "Two"
    assert edits.apply([edit("reword", "a", value=" ")], [story(A)]) == [story(A)]


def test_an_item_is_placed_where_the_editor_says() -> None:
    (placed,) = edits.apply([edit("place", "a", value="PE CL")], [story(A)])
    assert placed.tellings[0].places == ("PE", "CL")
    assert placed.tellings[0].found["places"].startswith("placed by ")
