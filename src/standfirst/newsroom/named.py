"""Finding what a person typed: an item by link or id, a source, places by name; and checking edits."""

from __future__ import annotations

from itertools import chain

from standfirst import places, store
from standfirst.config import Newsroom
from standfirst.model import Edit, Refusal, Source, tidy
from standfirst.read import links
from standfirst.store import Store

# What some edits need.
_NEEDED = {"reword": "the words to print", "kill": "words: why", "erratum": "words: what is wrong"}


def known_item(archive: Store, named: str) -> str:
    """The id of the item that a person named by its link or id. Raises Refusal where there is none."""
    found = (
        store.items.by_ids(archive, [named])
        or store.items.find(archive, named)
        or store.items.by_ids(archive, [links.item_id(named, "", "")])
    )
    if not found:
        pruned = store.items.first_seen(archive, [named, links.item_id(named, "", "")])
        if pruned:
            when = f"{min(pruned):%Y-%m-%d}"
            raise Refusal(f"{named} was first seen on {when}; its words were let go since (standfirst prune)")
        raise Refusal(f"{named} is the link or id of no item in the archive")
    return found[0].item.id


def source_named(room: Newsroom, named: str) -> Source | None:
    """The source that a person named by its id, by its address, of which several may mean one page, or by its
    outlet. Raises Refusal where several are of that outlet."""
    exactly = (source for source in room.sources if named in (source.id, source.url))
    as_well = (source for source in room.sources if links.key(source.url) == links.key(named))
    # Last: an outlet may be called as another's source is.
    if source := next(chain(exactly, as_well), None):
        return source
    theirs = [source for source in room.sources if source.outlet == named]
    if len(theirs) > 1:
        raise Refusal(f'several sources are of "{named}": name one of {", ".join(s.id for s in theirs)}')
    return theirs[0] if theirs else None


def known_source(room: Newsroom, archive: Store, named: str) -> str:
    """The id of the source that a person named as `source_named` says, one that is no longer followed too.
    Raises Refusal where there is none."""
    if source := source_named(room, named):
        return source.id
    return named if store.visits.last(archive, named) else room.source(named).id


def place_codes(named: str) -> str:
    """The codes of the countries and regions that a person names by code or name: "GB, Peru" are "GB PE". Raises
    Refusal where one is unknown."""
    codes = []
    for words in filter(None, map(tidy, named.split(","))):
        whole = places.named(words)
        for word in [whole] if whole else words.split():
            code = places.named(word)
            if code is None:
                raise Refusal(f"{word} is no country or region we know: use codes such as PE or 150, or names")
            codes.append(code)
    return " ".join(codes)


def check(archive: Store, edit: Edit) -> None:
    """Refuse an edit that would mean nothing, and to take back what was never decided, or was told to readers."""
    if edit.kind == "undo":
        _check_undoing(archive, edit)
    if edit.kind in _NEEDED and not tidy(edit.value or ""):
        raise Refusal(f"{edit.kind} needs {_NEEDED[edit.kind]}")


def _check_undoing(archive: Store, edit: Edit) -> None:
    if edit.value in ("kill", "erratum"):
        raise Refusal(f"{edit.value} is not taken back: readers were told")
    items = set(edit.about)
    if not any(each.kind == edit.value and items & set(each.about) for each in store.edits.all(archive)):
        raise Refusal(f"no {edit.value} of {' '.join(edit.about)} holds: standfirst edit list shows every edit")
