"""Miniflux's list of feeds, as its interface for programs gives it: JSON, with categories and rules."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from standfirst import places, sieve
from standfirst.foreign import Foreign, is_address
from standfirst.model import NO_RULES, Refusal, Rules, Sieve, Source, tidy

# What a rule of Miniflux looks at, and what of an item that is.
_FIELDS = {"EntryTitle": "headline", "EntryURL": "link", "EntryContent": "standfirst", "EntryAuthor": "byline"}
# Without a name before it, a rule looks at the title; other things it looks at besides are no words of an item.
_PLAIN = "headline"
SECRETS_LEFT_OUT = "its cookies, password or proxy are left out: see headers, cookies, proxy"
_BLOCK, _KEEP = ("blocklist_rules", "block_filter_entry_rules"), ("keeplist_rules", "keep_filter_entry_rules")
_SECRETS = ("cookie", "username", "password", "proxy_url")


def from_miniflux(text: str) -> Foreign:
    """The sources of such a list, in its order. Raises Refusal where it is none."""
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(f"it is no JSON: {error}") from None
    complaints: list[str] = []
    sources = []
    for feed in listed if isinstance(listed, list) else []:
        if isinstance(feed, dict) and is_address(url := str(feed.get("feed_url") or "")):
            if feed.get("disabled") is True:
                complaints.append(
                    f"{tidy(str(feed.get('title') or url))}: is switched off there, and was left out"
                )
            else:
                sources.append(_source(feed, url, complaints))
    return Foreign(tuple(sources), tuple(complaints))


def _source(feed: Mapping[str, Any], url: str, complaints: list[str]) -> Source:
    outlet = tidy(str(feed.get("title") or ""))
    category = feed.get("category")
    folder = tidy(str(category.get("title") or "")) if isinstance(category, dict) else ""
    place = places.named(folder) if folder else None
    if any(feed.get(name) for name in _SECRETS):
        complaints.append(f"{outlet or url}: {SECRETS_LEFT_OUT}")
    kept = sieve_of(feed, _BLOCK, _KEEP, outlet or url, complaints)
    tags = (folder,) if folder and not place else ()
    return Source("", url, outlet, places=(place,) if place else (), sieve=kept, tags=tags)


def sieve_of(
    told: Mapping[str, Any], block: Sequence[str], keep: Sequence[str], name: str, complaints: list[str]
) -> Sieve:
    """Which items a source takes, by its rules of those names: what it blocks and what it keeps."""
    blocked, kept = (
        _rules("\n".join(str(told.get(key) or "") for key in keys), name, complaints) for keys in (block, keep)
    )
    if len(kept) > 1:
        # There one of them is enough, here each field must say what it should.
        complaints.append(f"{name}: what it keeps is left out: it looks at several fields, of which one is enough")
        kept = NO_RULES
    return Sieve(include=kept, exclude=blocked)


def _rules(text: str, name: str, complaints: list[str]) -> Rules:
    """Miniflux's rules, one a line, each a regular expression, perhaps with the name of what it looks at."""
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        before, sign, after = line.partition("=")
        field, rule = (_FIELDS.get(before), after) if sign and before.startswith("Entry") else (_PLAIN, line)
        if field is None:
            complaints.append(f'{name}: the rule "{line}" is left out: it looks at what we have not')
        else:
            found.setdefault(field, []).append(f"/{rule}/")
    try:
        return sieve.rules(found) if found else NO_RULES
    except ValueError as error:
        complaints.append(f"{name}: its rules are left out: {error}")
        return NO_RULES
