from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from standfirst.model import Subscription
from standfirst.store import Store, subscriptions
from tests.store.facts import MORNING

ASKED = Subscription(
    "t1", "gazette", "https://hub.example/", "https://gazette.example/feed", "s", "asked", MORNING
)


def test_the_newest_of_a_token_says_how_it_stands(store: Store) -> None:
    agreed = replace(ASKED, state="agreed", at=MORNING + timedelta(hours=1), until=MORNING + timedelta(days=10))
    other = replace(ASKED, token="t2", source_id="moor")
    for each in (ASKED, other, agreed):
        subscriptions.add(store, each)
    assert subscriptions.by_token(store, "t1") == agreed
    assert subscriptions.by_token(store, "t2") == other
    assert subscriptions.by_token(store, "t3") is None
    assert subscriptions.current(store) == [other, agreed]


def test_a_secret_is_not_shown() -> None:
    assert "s'" not in repr(replace(ASKED, secret="tide-s"))
