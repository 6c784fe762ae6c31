"""Edits: an editor's decisions, in the order they were made."""

from __future__ import annotations

import json

from sqlalchemy import insert, select

from standfirst.model import Edit
from standfirst.store import schema
from standfirst.store.opening import Store


def add(store: Store, edit: Edit) -> None:
    row = {"kind": edit.kind, "about": json.dumps(edit.about), "by": edit.by, "at": edit.at, "value": edit.value}
    with store.writing() as connection:
        connection.execute(insert(schema.edits).values(**row))


def all(store: Store) -> list[Edit]:
    """Every edit that holds, in the order they were made: none that was taken back."""
    holding: list[Edit] = []
    for edit in made(store):
        if edit.kind == "undo":
            undone, items = edit.value, set(edit.about)
            holding = [each for each in holding if each.kind != undone or items.isdisjoint(each.about)]
        else:
            holding.append(edit)
    return holding


def made(store: Store) -> list[Edit]:
    """Every edit that was ever made, also what was taken back and what takes it back."""
    rows = store.rows(select(schema.edits).order_by(schema.edits.c.id))
    return [Edit(row.kind, tuple(json.loads(row.about)), row.by, row.at, row.value) for row in rows]
