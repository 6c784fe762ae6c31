"""The tables. Migrations make them; a test holds that both agree.

No row is ever updated or deleted by gathering, reading or publishing: `items` and `versions` only grow, and
the item shown is made from its versions when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TextClause,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An instant, kept in UTC to the microsecond; comes back aware. SQLite has no zone, so it sees UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside. PostgreSQL refuses NUL, both refuse lone surrogates: a fact must not fail on them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


metadata = MetaData()


def _texts(*names: str, needed: bool = False) -> Iterator[Column[str]]:
    """Columns of text; of those that are `needed` every row has one."""
    yield from (Column(name, Words, nullable=not needed) for name in names)


items = Table(
    "items",
    metadata,
    Column("id", Words, primary_key=True),
    Column("first_seen", Moment, nullable=False),
    Column("link", Words),
    Index("items_by_first_seen", "first_seen", "id"),
    # Links may be longer than an index of PostgreSQL takes, but for one of hashes.
    Index("items_by_link", "link", postgresql_using="hash"),
)

versions = Table(
    "versions",
    metadata,
    Column("item_id", Words, ForeignKey("items.id"), primary_key=True),
    Column("source_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    *_texts("link", "headline", "standfirst", "kicker", "byline", "published", "language"),
    *_texts("kind", "places", needed=True),
    Column("image", Words),
    Column("truncated", Boolean, nullable=False),
    Column("section", Words),
    Column("found", Words, nullable=False),
    *_texts("appeal", "event", "enclosures"),
    Index("versions_by_source", "source_id", "seen_at"),
    Index("versions_by_published", "published"),
)

# Items are credited to outlets, and the configuration forgets those of sources that are no longer followed.
outlets = Table(
    "outlets",
    metadata,
    Column("source_id", Words, primary_key=True),
    Column("outlet", Words, nullable=False),
)

# Visits that brought something new, that brought documents, that said more than "unchanged". Indexes have these
# conditions, and queries use the same words, so that each database sees that its index serves. A source that says
# "unchanged" for years has thousands of visits that are none of these.
BROUGHT_NEWS = text("new_items > 0")
BROUGHT_DOCUMENTS = text("(outcome = 'new' OR (outcome = 'same' AND status = 200))")
TOLD_SOMETHING = text("outcome IN ('new', 'failed')")


def _some_visits(name: str, which: TextClause) -> Index:
    return Index(name, "source_id", "id", sqlite_where=which, postgresql_where=which)


visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    *_texts("source_id", "url", needed=True),
    Column("at", Moment, nullable=False),
    *_texts("outcome", "reason", needed=True),
    Column("status", Integer),
    *_texts("etag", "last_modified"),
    Column("bytes", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("items", Integer, nullable=False),
    Column("new_items", Integer, nullable=False),
    Column("wait_until", Moment),
    *_texts("moved_to", "feed", "read_as", "wishes", "hub", "topic"),
    Column("pushed", Boolean, nullable=False, server_default=false()),
    Column("digest", Words),
    Column("moved_since", Moment),
    Column("looks", Words),
    Index("visits_by_source", "source_id", "id"),
    _some_visits("visits_with_news", BROUGHT_NEWS),
    _some_visits("visits_with_documents", BROUGHT_DOCUMENTS),
    _some_visits("visits_that_told", TOLD_SOMETHING),
)

# No facts: the answer of a host replaces the one before.
hosts = Table(
    "hosts",
    metadata,
    Column("origin", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    *_texts("text", "closed"),
    Column("unreachable", Boolean, nullable=False),
    Column("failing_since", Moment),
    *_texts("etag", "last_modified"),
    Column("free_at", Moment),
)

# Where addresses that count clicks lead, by a digest of each; a newer answer replaces the one before.
clicks = Table(
    "clicks",
    metadata,
    Column("mark", Words, primary_key=True),
    Column("leads_to", Words),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("again", Boolean, nullable=False),
)

# Each row is something that we asked of a hub or that it answered; the newest of a token says how it stands.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    *_texts("token", "source_id", "hub", "topic", "secret", "state", needed=True),
    Column("at", Moment, nullable=False),
    Column("until", Moment),
    Index("subscriptions_by_token", "token", "id"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Integer, primary_key=True),
    *_texts("kind", "about", "by", needed=True),
    Column("at", Moment, nullable=False),
    Column("value", Words),
)

issues = Table(
    "issues",
    metadata,
    Column("edition_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("dated", Date, nullable=False),
    Column("body", Words, nullable=False),
    Column("audit", Words),
    Column("digest", Words, nullable=False, server_default=""),
    Column("names", Words, nullable=False, server_default=""),
    UniqueConstraint("edition_id", "dated", name="issues_once_a_date"),
)

# The terms themselves are in an index of each database's own kind (see indexing).
search_rows = Table(
    "search_rows",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("item_id", Words, ForeignKey("items.id"), nullable=False),
)

# A person's address stands here and nowhere else, so that it can be erased.
subscribers = Table(
    "subscribers",
    metadata,
    Column("id", Words, primary_key=True),
    Column("address", Words, nullable=False, unique=True),
)

choices = Table(
    "choices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reader_id", Words, ForeignKey("subscribers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("state", "preferences", "how", needed=True),
    Index("choices_by_reader", "reader_id", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    *_texts("letter", "reader_id", "outcome", needed=True),
    Column("at", Moment, nullable=False),
    Column("said", Words, nullable=False),
    Index("deliveries_by_letter", "letter", "reader_id", "id"),
    Index("deliveries_by_reader", "reader_id"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("printed_at", Moment, nullable=False),
    Index("addresses_by_item", "item_id"),
)

# Caches: what is in them can be found anew.
vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Words, primary_key=True),
    Column("text", Words, primary_key=True),
    Column("row", LargeBinary, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("source_id", Words, primary_key=True),
    *_texts("of_visits", "of_items", "body", needed=True),
    Column("said", Words),
)

settled = Table(
    "settled",
    metadata,
    Column("what", Words, primary_key=True),
    Column("key", Words, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

returns = Table(
    "returns",
    metadata,
    Column("id", Words, primary_key=True),
    Column("reader_id", Words, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("kind", "status", needed=True),
    Index("returns_by_reader", "reader_id", "at"),
)

forced = Table(
    "forced",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("complaints", Words, nullable=False),
)
