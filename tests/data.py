"""Appeals, events and files of any kind, for property tests of what carries them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from standfirst.model import Appeal, Enclosure, Event, tidy

SUMS = st.decimals(0, 10**12, places=2, allow_nan=False) | st.integers(0, 10**12).map(Decimal)
CURRENCIES = st.sampled_from((None, "EUR", "JPY", "KWD", "$", "kr", "دينار"))
appeals = st.builds(Appeal, SUMS, st.none() | SUMS, CURRENCIES) | st.builds(Appeal, st.none(), SUMS, CURRENCIES)
places = st.none() | st.text(min_size=1, max_size=20).map(tidy).filter(bool)


@st.composite
def _events(draw: st.DrawFn) -> Event:
    start = draw(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    end = start + timedelta(days=draw(st.integers(1, 40)))
    match draw(st.integers(0, 3)):
        case 0:
            return Event(start.isoformat(), None, draw(places))
        case 1:
            hour = draw(st.sampled_from(("T19:30", "T19:30:00+02:00", "T07:00:00Z")))
            return Event(start.isoformat() + hour, None, draw(places))
        case 2:
            return Event(start.isoformat()[:7], (end + timedelta(days=31)).isoformat()[:7], draw(places))
    return Event(start.isoformat(), end.isoformat(), draw(places))


enclosures = st.builds(
    Enclosure,
    st.sampled_from(
        ("https://files.example/1.mp3", "https://files.example/%D8%A7.mp3?a=1&b=2", "http://a.example/f")
    ),
    st.sampled_from(("audio/mpeg", "video/mp4", "audio/ogg")),
    st.none() | st.integers(1, 10**12),
    st.none() | st.integers(1, 500_000),
)
several_enclosures = st.lists(enclosures, max_size=3, unique_by=lambda e: e.address).map(tuple)
events = _events()
