"""What `subscribers export` writes `subscribers import` makes the same readers of."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.model import Refusal
from standfirst.newsroom import taking_over
from standfirst.readership import LETTER_CADENCES, STATES, Choice, Preferences, State, Subscriber

NOW = datetime(2031, 3, 17, 8, tzinfo=UTC)
EDITIONS = ("en", "ar", "la-primera")
NOTHING_SAID = Preferences(("en",))

preferences = st.builds(
    Preferences,
    st.lists(st.sampled_from(EDITIONS), min_size=1, unique=True).map(tuple),
    st.lists(st.sampled_from(("es", "pt-BR", "zh-Hant", "ar")), unique=True).map(tuple),
    st.sampled_from(LETTER_CADENCES),
)
choices = st.builds(
    Choice,
    st.integers(0, 10**9).map(lambda ago: NOW - timedelta(seconds=ago)),
    st.sampled_from(STATES),
    preferences,
    st.text(st.characters(codec="utf-8"), min_size=1),
)
records = st.lists(choices, min_size=1, max_size=4).map(tuple)


def written(told: dict[str, tuple[Choice, ...]]) -> str:
    readers = [
        (Subscriber("drawn", address, theirs[-1].state, theirs[-1].preferences, theirs[-1].at), theirs)
        for address, theirs in told.items()
    ]
    return "".join(f"{line}\n" for line in taking_over.handed_on(readers))


def taken(text: str, asked: Preferences = NOTHING_SAID) -> taking_over.Found:
    return taking_over.readers(text, asked, EDITIONS, None, NOW)


@given(st.lists(records, max_size=4))
def test_whoever_is_handed_on_is_taken_over_with_the_whole_record(told: list[tuple[Choice, ...]]) -> None:
    readers = {f"reader{n}@tarn.example": record for n, record in enumerate(told)}
    found = taken(written(readers), Preferences(("ar",), ("fr",), "weekly"))
    assert not found.complaints and dict(found.readers) == readers


def a_reader(**changed: str) -> tuple[str, list[dict[str, str]]]:
    choice = Choice(
        datetime(2030, 5, 1, tzinfo=UTC), "reading", Preferences(("en",), ("es",), "daily"), "at the fair"
    )
    rows = list(csv.DictReader(io.StringIO(written({"ana@tarn.example": (choice,)}))))
    rows[0] |= changed
    sheet = io.StringIO()
    table = csv.DictWriter(sheet, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return sheet.getvalue(), rows


def test_a_column_that_was_changed_counts_as_a_choice_after_the_others() -> None:
    ((_, (first, second)),) = taken(a_reader(languages="es fr")[0]).readers
    assert (first.how, first.preferences.languages) == ("at the fair", ("es",))
    assert (second.at, second.preferences) == (NOW, Preferences(("en",), ("es", "fr"), "daily"))
    assert second.how == "imported: 2030-05-01 reading: at the fair"


def test_who_did_not_say_how_they_consented_is_left_out() -> None:
    found = taken("email,consent\nana@tarn.example,at the fair\nida@tarn.example,\n")
    assert [address for address, _ in found.readers] == ["ana@tarn.example"]
    assert found.complaints == ("line 3: nothing says how this reader consented",)


def test_who_would_get_no_edition_is_left_out() -> None:
    found = taken("email,consent\nana@tarn.example,at the fair\n", Preferences(()))
    assert found.complaints == ("line 2: there is no edition to get",)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refusal, match="names no column email"):
        taken("")


def test_columns_of_which_nothing_is_taken_are_named() -> None:
    found = taken("E-Mail,consent,Phone,Editon,,Phone\nana@tarn.example,at the fair,77,en\n")
    assert (len(found.readers), found.unread) == (1, ("Phone", "Editon"))
    assert taken(a_reader()[0]).unread == ()


def from_listmonk(attributes: str, *statuses: str) -> list[tuple[Choice, ...]]:
    """The records of readers that listmonk exports: it keeps attributes, and says beside them how they stand."""
    sheet = io.StringIO()
    table = csv.DictWriter(sheet, ["uuid", "email", "name", "attributes", "status", "created_at", "updated_at"])
    table.writeheader()
    for n, status in enumerate(statuses):
        table.writerow({"uuid": "7f", "email": f"reader{n}@tarn.example", "name": "Ana", "attributes": attributes,
                        "status": status, "created_at": "2030-06-01T09:00:00Z"})  # fmt: skip
    found = taken(sheet.getvalue())
    assert not found.complaints + found.unread
    return [record for _, record in found.readers]


def test_the_record_survives_listmonk() -> None:
    _, (row,) = a_reader()
    ana, ida = from_listmonk(row["attributes"], "enabled", "blocklisted")
    assert [choice.how for choice in ana] == ["at the fair"]
    assert [choice.state for choice in ida] == ["reading", "left"]


@pytest.mark.parametrize("state", ["asked", "resting", "left"])
def test_whoever_did_not_read_does_not_by_coming_back_from_listmonk(state: State) -> None:
    record = (Choice(NOW - timedelta(days=9), state, NOTHING_SAID, "by the page"),)
    (row,) = csv.DictReader(io.StringIO(written({"ana@tarn.example": record})))
    assert from_listmonk(row["attributes"], "enabled") == [record]


@pytest.mark.parametrize(
    "record",
    [
        [{}],
        "reading",
        7,
        [{"at": "soon", "state": "reading", "editions": ["en"], "languages": [], "cadence": "daily", "how": "x"}],
        [
            {
                "at": "2030-05-01",
                "state": "king",
                "editions": ["en"],
                "languages": [],
                "cadence": "daily",
                "how": "x",
            }
        ],
        [{"at": "2030-05-01", "state": "left", "editions": [3], "languages": [], "cadence": "daily", "how": "x"}],
        [
            {
                "at": "0001-01-01T00:00:00+05:00",
                "state": "left",
                "editions": ["en"],
                "languages": [],
                "cadence": "daily",
                "how": "x",
            }
        ],
    ],
)
def test_a_record_of_somebody_elses_making_is_named(record: object) -> None:
    found = taken(a_reader(attributes=json.dumps({"record": record}))[0])
    assert not found.readers and found.complaints == ("line 2: its record is none of ours",)
