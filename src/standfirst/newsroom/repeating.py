"""What readers were told before: in other issues, and in the letters that went to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain

from standfirst import store
from standfirst.model import Issue
from standfirst.newsroom import open_window
from standfirst.readership import AsPrinted, Letter, Preferences, letters_of
from standfirst.store import Store

# A letter's issues are of the last two weeks, and repeat at most what was printed within one window before. Two
# days more, since days begin at other hours elsewhere.
REACH = timedelta(weeks=2) + open_window.WINDOW + timedelta(days=2)


def told_in(issue: Issue) -> dict[AsPrinted, bool]:
    """What an issue prints as news, in its words, and whether an editor made it a lead: leads may come again.
    Events ahead are named until they are over, and errata are no news, so neither counts."""
    news = (section for section in issue.sections if not section.corrections and not section.coming)
    briefs = (brief for section in news for brief in section.briefs if not brief.withdrawn)
    return {(b.item.id, b.item.headline or "", b.item.standfirst or ""): bool(b.lead) for b in briefs}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the issues of the last weeks print, to be left out of letters for readers of several editions."""

    issues: Sequence[tuple[Issue, frozenset[AsPrinted]]]

    @classmethod
    def of(cls, archive: Store, day: date) -> Earlier:
        return cls([(issue, frozenset(told_in(issue))) for issue in store.issues.since(archive, day - REACH)])

    def than(self, issues: Sequence[Issue], editions: Sequence[str]) -> frozenset[AsPrinted]:
        """What other issues of these editions told before the issues of a letter: on earlier days, or on the same
        day in an edition that the reader named first."""
        first = min((issue.dated, editions.index(issue.edition_id)) for issue in issues)
        read = ((issue, told) for issue, told in self.issues if issue.edition_id in editions)
        earlier = (told for issue, told in read if (issue.dated, editions.index(issue.edition_id)) < first)
        return frozenset(chain.from_iterable(earlier))


class Sent:
    """What earlier letters printed, and to whom they went; so far back as letters of a day can repeat them."""

    def __init__(self, archive: Store, day: date) -> None:
        self._archive = archive
        # By letter, then by edition: a day's letter holds the issues of those that its reader asked for.
        self._told: dict[str, dict[str, dict[AsPrinted, bool]]] = {}
        for issue in store.issues.since(archive, day - REACH):
            for name in letters_of(issue.edition_id, issue.number, issue.dated).values():
                self._told.setdefault(name, {}).setdefault(issue.edition_id, {}).update(told_in(issue))
        self._read: dict[str, dict[str, datetime]] = {}

    def repeated(self, letter: Letter, readers: Sequence[str]) -> Iterator[str]:
        """A sentence for each story that these readers, who all have the same preferences, were sent before in the
        same words. It does not count where a reader chose other letters since, nor where an editor leads the story
        again."""
        reader = store.subscribers.by_id(self._archive, readers[0])
        if reader is None:
            return
        asked = reader.preferences
        own = self._in(letter.id, asked)
        printed = [told for told, led in own.items() if told[0] in letter.stories and not led]
        for earlier in self._told:
            held = self._in(earlier, asked) if earlier != letter.id else {}
            again = [told for told in printed if told in held]
            count = self._count(earlier, readers) if again else 0
            for _, headline, standfirst in again if count else ():
                words = headline or standfirst
                yield f"“{words}” was sent to {count} of its readers before, in {earlier}"

    def _in(self, letter: str, asked: Preferences) -> dict[AsPrinted, bool]:
        of_editions = self._told.get(letter, {})
        return {told: led for name in asked.editions for told, led in of_editions.get(name, {}).items()}

    def _count(self, letter: str, readers: Sequence[str]) -> int:
        if letter not in self._read:
            reached = store.deliveries.reached(self._archive, letter)
            self._read[letter] = {reader: told.at for reader, told in reached.items() if told.outcome == "sent"}
        sent = self._read[letter]
        return sum(self._since[reader] <= sent[reader] for reader in readers if reader in sent)

    @cached_property
    def _since(self) -> dict[str, datetime]:
        return {reader.id: reader.since for reader in store.subscribers.all(self._archive, "reading")}
