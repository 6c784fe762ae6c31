"""The nouns of standfirst, as frozen dataclasses.

Every text in them is tidy (see `tidy`): one line, no control characters, white space folded. Nothing here
reads, writes or decides; this module imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["article", "audio", "video", "gallery", "live", "event", "appeal", "magazine"]
KINDS: tuple[Kind, ...] = get_args(Kind)

DocumentKind = Literal["feed", "listing", "article", "letter", "text", "sitemap", "none"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)

EditKind = Literal["together", "apart", "spike", "lead", "order", "reword", "place", "kill", "erratum", "undo"]
EDIT_KINDS: tuple[EditKind, ...] = get_args(EditKind)

NOTHING: Mapping[str, str] = MappingProxyType({})

# What is invisible and shapes no word: controls (but white space), soft hyphens, zero-width spaces and marks of
# deprecated formatting, what makes words run backwards, surrogates, private use, noncharacters. Joiners and other
# marks of direction are text.
_NOISE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202d\u202e\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 15))
    + "]"
)


def tidy(text: str) -> str:
    """A text as items hold it: one line, white space folded to single spaces, nothing invisible but what shapes
    words. An empty text stays empty. Tidying twice is tidying once."""
    # Printable characters are neither noise nor white space other than a space: most texts need no more.
    folded = text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_NOISE.sub("", folded).split())


class Refusal(Exception):
    """What standfirst was given cannot be used. The message is one sentence for people: what, and why."""


Rules = Mapping[str, tuple[re.Pattern[str], ...]]
"""What fields should say: any of the patterns of each field."""
NO_RULES: Rules = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which items are taken: those that every rule of `include` fits and none of `exclude`."""

    include: Rules = field(default_factory=lambda: NO_RULES, hash=False)
    exclude: Rules = field(default_factory=lambda: NO_RULES, hash=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a source is asked with besides its address, secrets in clear: never printed, and sent only to the host
    of `site`, the source's address. `proxy` is an address too."""

    site: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False, repr=False)
    cookies: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False, repr=False)
    password: str | None = field(default=None, repr=False)
    proxy: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A place we read. `places` and `language` are defaults for its items; `read_as` overrides sniffing; `select`
    says by CSS selectors where items stand (item, headline, standfirst, link ...); `every` is the rhythm in which
    it is asked where none is learned, `most_mb` the size that is taken; items that do not pass the `sieve` are not
    kept. `tags` are folders, `opml` what others noted of it; click addresses are asked where `resolve_links`."""

    id: str
    url: str
    outlet: str
    language: str | None = None
    places: tuple[str, ...] = ()
    read_as: DocumentKind | None = None
    select: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)
    every: timedelta | None = None
    sieve: Sieve = Sieve()
    credentials: Credentials = Credentials()
    resolve_links: bool = True
    most_mb: int | None = None
    tags: tuple[str, ...] = ()
    opml: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as fetched and what came with them. Header names are lower case."""

    url: str
    body: bytes
    media_type: str | None = None
    fetched_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Appeal:
    """The money that an appeal asks for, exactly as its document tells it: what is to come together and what has,
    at least one of them. `currency` is an ISO 4217 code, the sign as printed where several currencies share it
    ("$"), or None where things are counted."""

    goal: Decimal | None = None
    raised: Decimal | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        sums = [amount for amount in (self.goal, self.raised) if amount is not None]
        if not sums or not all(amount.is_finite() and amount >= 0 for amount in sums):
            raise ValueError("an appeal needs a goal or what was raised, and neither below nothing")


@dataclass(frozen=True, slots=True)
class Event:
    """When an event takes place, and where as printed. `start` and `end` are ISO 8601 and as precise as the
    document, as `Item.published` is; an event without an end is over when its first day is."""

    start: str
    end: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an item, as feeds say it: address, media type, bytes and seconds, so far as told."""

    address: str
    media_type: str
    length: int | None = None
    duration: int | None = None

    @property
    def medium(self) -> str:
        """The first part of its media type: "audio", "video" ..."""
        return self.media_type.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Item:
    """What one outlet printed about one thing, as recovered.

    It may lack a headline or a standfirst, never both. `published` is ISO 8601 and as precise as the
    document: "2024-03", "2024-03-05" or "2024-03-05T07:30:00+01:00". `language` is a BCP 47 tag, `places`
    are gazetteer ids (ISO 3166 alpha-2 for countries). `appeal`, `event` and `enclosures` are what the document
    tells of money, days and files, whatever the kind. `found` says for each field how it was recovered.
    """

    id: str = ""
    source_id: str = ""
    link: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    kicker: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    kind: Kind = "article"
    places: tuple[str, ...] = ()
    image: str | None = None
    truncated: bool = False
    section: str | None = None
    appeal: Appeal | None = None
    event: Event | None = None
    enclosures: tuple[Enclosure, ...] = ()
    found: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)

    def __post_init__(self) -> None:
        if not self.headline and not self.standfirst:
            raise ValueError("an item needs a headline or a standfirst")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was recovered from one document. `follow` names pages worth one further round (an archive's next page),
    `complaints` are sentences about what is wrong with the document, `passed_over` says a line for each candidate
    block that was rejected."""

    items: tuple[Item, ...] = ()
    complaints: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()
    read_as: DocumentKind = "none"
    title: str | None = None
    language: str | None = None
    passed_over: tuple[str, ...] = ()
    wishes: str | None = None
    hub: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch and its answer: a fact. `status` is HTTP's, None where none came; `reason` is for people. Before
    `wait_until` no request is wanted. `moved_to` is where it leads for good, from `moved_since` on, `feed` what
    its page declares, `wishes` when to come again. `hub` tells of news of its `topic`, `pushed` that it paid us
    this visit. `digest` tells the document last read from any other, `looks` what its items were like."""

    source_id: str
    url: str
    at: datetime
    outcome: Literal["new", "same", "failed", "skipped"]
    reason: str
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    bytes: int = 0
    seconds: float = 0.0
    items: int = 0
    new_items: int = 0
    wait_until: datetime | None = None
    moved_to: str | None = None
    feed: str | None = None
    read_as: str | None = None
    wishes: str | None = None
    hub: str | None = None
    topic: str | None = None
    pushed: bool = False
    digest: str | None = None
    moved_since: datetime | None = None
    looks: str | None = None


@dataclass(frozen=True, slots=True)
class HostRules:
    """A host's robots.txt as asked for at `at`, good `until`: its `text`, or why all is `closed`, where it cannot
    be had since `failing_since` or is `unreachable`. `origin` is scheme, host, port; `free_at` ends its pause."""

    origin: str
    at: datetime
    until: datetime
    text: str | None = None
    closed: str | None = None
    unreachable: bool = False
    failing_since: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    free_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a hub was asked to bring, and how that stands: asked, agreed (until when), refused, failed, leaving or
    left. The token is the end of the address that it brings news to; with the secret it signs them."""

    token: str
    source_id: str
    hub: str
    topic: str
    secret: str = field(repr=False)
    state: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of an editor about items. `value` holds the words of a reword or an erratum, the places of a
    place, or why something was killed."""

    kind: EditKind
    about: tuple[str, ...]
    by: str
    at: datetime
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One event and all its tellings, oldest first. `lead` is the number of the edit that made it a lead, a later
    one's is higher; 0 for none."""

    id: str
    tellings: tuple[Item, ...]
    lead: int = 0


@dataclass(frozen=True, slots=True)
class PrintedAddress:
    """The address of a story's page (its last part) and one of the items that were told there, since when."""

    address: str
    item_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SectionRule:
    """Which stories a section of an edition takes, all if nothing is named: those of any of the places and kinds,
    of which a telling passes the `sieve`; and at most how many."""

    title: str
    places: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    sieve: Sieve = Sieve()
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What keeps an issue from being one outlet's: the most briefs that one tells; room for so many in each
    language of the edition, and for so many of outlets that print little, one each."""

    outlet: int | None = None
    language: int = 0
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest that recurs. `languages` are in the reader's order of preference; the first is its furniture's.
    `length` is the most briefs an issue holds; tellings that do not pass the `sieve` are not printed in it. It
    comes out on the `days` of the week (0 is Monday), lives by the clock of its `zone`, and `was` called so."""

    id: str
    masthead: str
    languages: tuple[str, ...]
    sections: tuple[SectionRule, ...] = ()
    length: int = 40
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    zone: str | None = None
    only: tuple[str, ...] = ()
    sieve: Sieve = Sieve()
    balance: Balance = Balance()
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Podcast:
    """What directories of podcasts are told of ours: the address of its picture, who makes it, whom to write to at
    what mail address, its category and the one within, and whether it is for grown-up ears only."""

    image: str | None = None
    author: str | None = None
    owner: str | None = None
    email: str | None = None
    category: tuple[str, ...] = ("News",)
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """A telling that a brief names without printing it in full. `copy` is "reprint" or "translation" where it is
    another's words, and `copied` says whose."""

    outlet: str
    headline: str | None
    link: str | None
    language: str | None
    published: str | None
    copy: str | None = None
    copied: str | None = None


@dataclass(frozen=True, slots=True)
class Erratum:
    """What an editor says, on a day, is wrong in words that were printed."""

    dated: date
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A story as printed: one telling in full, the others credited. `told` holds the ids of the others' items;
    `copy` and `copied` are as of a credit, `lead` is as of the story; `shared` is what the telling has in common
    with the story's first, `after` how many whole hours later it came. Where a brief was `withdrawn`, its item
    has no words but a note of ours; `errata` stand below it."""

    story_id: str
    item: Item
    outlet: str
    others: tuple[Credit, ...] = ()
    lead: int = 0
    told: tuple[str, ...] = ()
    copy: str | None = None
    copied: str | None = None
    shared: tuple[str, ...] = ()
    withdrawn: bool = False
    errata: tuple[Erratum, ...] = ()
    after: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The ids that it names: of its story, of its item, and of the items that it credits."""
        return self.story_id, self.item.id, *self.told


@dataclass(frozen=True, slots=True)
class Section:
    """A run of briefs under one title (None where the page prints no title). `coming` are events ahead, soonest
    first, `corrections` are errata to earlier issues: the titles of these are words of furniture."""

    title: str | None
    briefs: tuple[Brief, ...]
    coming: bool = False
    corrections: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of an audit: a word for programs ("lead", "section", "outlet" ...), and a sentence for people."""

    rule: str
    told: str


@dataclass(frozen=True, slots=True)
class Audited:
    """A story that an issue could have printed: its words and who tells them, the title of its section where it
    has one, whether it is printed, and why."""

    story_id: str
    words: str
    outlet: str
    language: str | None
    printed: bool
    section: str | None
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One dated coming-out of an edition; holds every word of others' that is printed. Its days are those of its
    time zone. `audit` says why it holds what it does; it is no part of what is printed."""

    edition_id: str
    number: int
    dated: date
    masthead: str
    language: str
    sections: tuple[Section, ...]
    zone: str | None = None
    audit: tuple[Audited, ...] = field(default=(), compare=False, repr=False)


Shape = Literal["issue", "new", "region", "standfirsts", "story", "archive", "coming", "podcast", "affair"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Any page of ours that lists briefs. `path` is relative to the site, without suffix ("es/new"): the page
    is path.html, its feeds path.rss, path.atom, path.json. `place` is the region or country of a region page;
    `alternates` maps a language to the path of the same page in it; `affair` are the stories of the affair that
    the page's story belongs to, from the first to the last, and `affair_path` is the page that tells them; `part`
    counts the pages of what is too long for one, of which there are `parts`."""

    path: str
    shape: Shape
    title: str
    language: str
    sections: tuple[Section, ...]
    dated: date | None = None
    number: int | None = None
    place: str | None = None
    edition_id: str | None = None
    alternates: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)
    affair: tuple[Brief, ...] = ()
    affair_path: str | None = None
    part: int = 1
    parts: int = 1

    @classmethod
    def of_issue(cls, issue: Issue) -> Listing:
        """An issue as a page: nothing is added to what was frozen."""
        name, dated = issue.edition_id, issue.dated
        path, title, number = f"{name}/issues/{dated.isoformat()}", issue.masthead, issue.number
        return cls(path, "issue", title, issue.language, issue.sections, dated, number, edition_id=name)


@dataclass(frozen=True, slots=True)
class Forward:
    """A path of the site where a page once was, the page it leads to now, and that page's title."""

    path: str
    to: str
    title: str
    language: str
    edition_id: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """An issue or a page in one format. `name` is its path in the site or outbox."""

    name: str
    media_type: str
    body: bytes
