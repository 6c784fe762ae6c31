"""Where addresses in letters that count a click led when they were asked. Kept by a mark: they name our reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import select

from standfirst.store import rows, schema
from standfirst.store.opening import Store

_TABLE = schema.clicks


@dataclass(frozen=True, slots=True)
class Click:
    """Where an address led, None where it told nothing to be passed on; why; and when it was first asked. `again`
    where asking later may help."""

    leads_to: str | None
    reason: str
    at: datetime
    again: bool = False


def known(store: Store, links: Collection[str]) -> dict[str, Click]:
    """What came of those of these links that were asked."""
    if not links:
        return {}
    marks = {_mark(link): link for link in links}
    columns = (_TABLE.c.mark, _TABLE.c.leads_to, _TABLE.c.reason, _TABLE.c.at, _TABLE.c.again)
    told = store.rows(select(*columns).where(rows.among(store, _TABLE.c.mark, marks)))
    return {marks[mark]: Click(*rest) for mark, *rest in told}


def save(store: Store, asked: Mapping[str, Click]) -> None:
    """Keep what came of asking, in place of what came before."""
    told = {_mark(link): click for link, click in asked.items()}
    rows.instead(store, _TABLE, "mark", [{"mark": mark, **asdict(click)} for mark, click in told.items()])


def _mark(link: str) -> str:
    return blake2b(link.encode("utf-8", "replace"), digest_size=16).hexdigest()
