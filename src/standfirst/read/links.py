"""Links: made absolute, and told apart by the page they lead to.

`resolve` says where a reader would land, `clean` leaves off what only counts clicks, `key` says what makes two
links one page, `item_id` what makes two items one item. All are pure, never raise and take time linear in the
length of the link.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urljoin, urlsplit

LONGEST_LINK = 4096
# A page is seldom told in more languages.
_MOST_NAMED = 60

# Controls of terminals and marks of direction, which would show another address than there is.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_PLAIN = re.compile(rf"https?://[^\s/?#@\\:\[\]%<>\"{_UNSEEN}]+(?:/[^\s\\<>\"{_UNSEEN}]*)?\Z")
_ROOTED = re.compile(rf"/(?:[^\s/\\<>\"{_UNSEEN}][^\s\\<>\"{_UNSEEN}]*)?\Z")
_PARTS = re.compile(r"(https?)://([a-z0-9.-]+)(/[^\s?#]*)?(?:\?([^\s#]*))?(?:#(\S*))?\Z")
_DOTS = re.compile(r"/\.\.?(?:/|\Z|[?#])")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_NOISE = re.compile(r"[\x00-\x1f\x7f]+")
_NO_HOST = re.compile(rf"[\s{_UNSEEN}<>\"\\^`{{|}}]")
_UNSAFE = re.compile(rf"[\s<>\"{_UNSEEN}]")


def resolve(href: str, base: str) -> str | None:
    """The absolute http or https address of `href` on the page `base`, as a browser would go there; None for
    anything else (mailto:, javascript:, a broken address, one longer than `LONGEST_LINK` characters)."""
    if len(href) > LONGEST_LINK:
        return None
    href = href.strip()
    if href[:2] == "//" and (origin := _origin(base)):
        href = origin[: origin.index("/")] + href  # the scheme of the page, whatever the host
    if _PLAIN.match(href) and not _DOTS.search(href):
        return href
    origin = _origin(base) if _ROOTED.match(href) and not _DOTS.search(href) else None
    if origin and _PLAIN.match(origin):
        return origin + href
    if _SCHEME.match(href) and not href[:5].lower().startswith("http"):
        return None
    return _join(_NOISE.sub("", href), base)


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Scheme and host of a page; what its rooted links, most of all links, are joined to without parsing."""
    root = _join("/", base)
    return root[:-1] if root and not _DOTS.search(root) else None


def _join(href: str, base: str) -> str | None:
    try:
        absolute = _NOISE.sub("", urljoin(_slashed(base), _slashed(href))).strip()
        absolute = urljoin(absolute, absolute)  # what was joined to nothing was not written anew
        parts = urlsplit(absolute)
        if _DOTS.search(parts.path + "/"):
            parts = parts._replace(path=_without_dots(parts.path))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or _NO_HOST.search(parts.netloc):
        return None
    absolute = _UNSAFE.sub(lambda found: quote(found[0]), parts.geturl())
    return absolute if len(absolute) <= LONGEST_LINK else None


def _without_dots(path: str) -> str:
    """A path gone through: "." stays where it is, ".." goes one step back."""
    gone: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            del gone[max(1, len(gone) - 1) :]
        elif step != ".":
            gone.append(step)
    return "/".join(gone) + ("/" if steps[-1] in (".", "..") and gone[-1:] != [""] else "")


def _slashed(address: str) -> str:
    """An address as a browser takes it: strokes of either direction part its path."""
    asked = re.search(r"[?#]", address)
    end = asked.start() if asked else len(address)
    return address[:end].replace("\\", "/") + address[end:]


def split(link: str) -> SplitResult:
    """What `urlsplit` tells, and its errors; nearly all links are plain enough for one pattern."""
    plain = _PARTS.match(link)
    return SplitResult(*plain.groups("")) if plain else urlsplit(link)


# --- what makes two links one page -------------------------------------------------------------------------


def _tabled() -> dict[str, list[list[str]]]:
    """The names in addresses that lie in a table beside this module, by what they do there."""
    told: dict[str, list[list[str]]] = {}
    for line in Path(__file__).with_name("link_names.tsv").read_text("utf-8").splitlines()[1:]:
        what, _, names = line.partition("\t")
        told.setdefault(what, []).append(names.split())
    return told


# Names that only tell who sent the reader, whatever their value.
_NAMES = _tabled()
_TRACKING = frozenset(_NAMES["tracking"][0])
_TRACKING_PREFIXES = tuple(_NAMES["beginnings"][0])

# Names that tell the sender only when the value is a channel; ?source=4711 may well name the piece.
_SOMETIMES = frozenset(_NAMES["channels"][0])
# Names that tell of another face of the same page by these values.
_FACES = frozenset(_NAMES["faces"][0])
_FACE = re.compile(r"(?:amp|print|printable|printer|mobile|desktop)\Z", re.IGNORECASE)
_CHANNELS = re.compile(
    r"(?:rss|feed|atom|home|homepage|front|frontpage|twitter|tw|x|facebook|fb|instagram|whatsapp|telegram|linkedin|"
    r"reddit|pinterest|email|e-?mail|mail|newsletter|nl|app|social|share|copy|link|push|web|desktop|mobile|amp|"
    r"google|search|hp|top|related|ticker|1|true|yes|)(?:[-_.].{0,60})?\Z",
    re.IGNORECASE,
)
_SESSION = re.compile(r"[0-9a-f]{24,64}\Z", re.IGNORECASE)
_SESSION_NAMES = frozenset(("sid", "s", "sess", "session", "osid"))

_GOOGLE_AMP = re.compile(r"google(\.[a-z]{2,3}){1,2}/amp/")
_AMP_CACHE = re.compile(r"/(?:[cvi]/)?(s/)?(?=[^/]+\.[^/]+/)")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\(s\([a-z0-9]{24}\)\)(?=/)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:x?html?|phtml|php\d?|aspx?|jsp|shtml|cfm|do)\Z", re.IGNORECASE)
_AMP_END = re.compile(r"(?<=[^/])(?:/amp|/amp\.html?|\.amp)\Z", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?\Z)", re.IGNORECASE)
_AMP_START = re.compile(r"/amp(?=/[^/]+)", re.IGNORECASE)
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SLASHES = re.compile(r"/{2,}")
# Of what the patterns above find something stands in the path: in most nothing does.
_MENDED = re.compile(r"[%;]|//|amp|index\.|default\.|/\(s\(", re.IGNORECASE)
_RESERVED = "%/?#&=+;"
# The same paper on another screen.
_FACE_HOSTS = frozenset("www m mobile mobil movil mobi wap touch amp".split())
_SECOND_LEVEL = frozenset("co com org net ac gov gob gouv edu or ne go".split())
# Who leads on and tells where to, by host, path and the names that may hold the address.
_LEADING_ON = {host: (path.strip("-"), tuple(names)) for host, path, *names in _NAMES["leads on"]}
_SAFE_LINKS = ".safelinks.protection.outlook.com"


def resolved(hrefs: Iterable[str], base: str) -> str:
    """Where several links lead, each address once, with spaces between; nothing for those that lead nowhere."""
    told = (resolve(href, base) for href in islice(hrefs, _MOST_NAMED))
    return " ".join(dict.fromkeys(link for link in told if link and " " not in link))


@lru_cache(maxsize=4096)
def key(link: str) -> str:
    """What makes two links one page: "host/path?query" without whatever only says how the reader came.

    Seen through: scheme, www., mobile and AMP hosts and suffixes, default ports, case of the host, trailing
    slash, index files, fragments (but not "#!" and "#/" routes), tracking and session parameters, the order of
    parameters, addresses that only lead on and tell where to. Kept: every parameter that may name the piece. A
    link that cannot be parsed is its own key."""
    try:
        parts = split(link.strip())
        host = _host(parts.netloc)
    except ValueError:
        return link.strip()
    if not host:
        return link.strip()
    path = parts.path
    if host.endswith(".ampproject.org") or (host.startswith("google.") and _GOOGLE_AMP.match(host + path)):
        unwrapped = _behind_amp_cache(path)
        if unwrapped is not None:
            return key(unwrapped + (f"?{parts.query}" if parts.query else ""))
    there = _leads_to(host, parts)
    if there:
        return key(there)
    return host + _path(path) + _query(parts.query) + _route(parts.fragment)


def site(link: str) -> str:
    """The domain that an address is under, without the parts before what was registered: "paper.example" of
    "https://sports.paper.example/1". Of a link that cannot be parsed what stands before its first slash."""
    host = re.split("[/?#]", key(link), maxsplit=1)[0]
    return ".".join(host.split(".")[_registered(host.split(".")) :])


def is_page(link: str) -> bool:
    """Whether an address leads further than to a site's front page."""
    return any(mark in key(link) for mark in "/?#")


def _registered(labels: Sequence[str]) -> int:
    """Where in a host's name that begins which was registered, counted from its end."""
    return -3 if labels[-2:-1] and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else -2


@lru_cache(maxsize=1024)
def _host(netloc: str) -> str:
    parts = SplitResult("", netloc, "", "", "")
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii() or "xn--" in host:
        host = _unicode_host(host)
    labels = host.split(".")
    # "amp.com", "m.de" and "m.co.uk" are sites, not the mobile face of one.
    own = _registered(labels)
    kept = [label for label in labels[:own] if label not in _FACE_HOSTS] + labels[own:]
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return ".".join(kept) + port


def _unicode_host(host: str) -> str:
    try:
        return (
            host.encode("ascii").decode("idna") if host.isascii() else unicodedata.normalize("NFKC", host).lower()
        )
    except UnicodeError:
        return host


def _behind_amp_cache(path: str) -> str | None:
    found = _AMP_CACHE.match(path.removeprefix("/amp"))
    return f"https://{path.removeprefix('/amp')[found.end() :]}" if found else None


def _leads_to(host: str, parts: SplitResult) -> str | None:
    """The address that an address of a host that leads on tells; None where it tells none."""
    if not parts.query or not (host in _LEADING_ON or host.endswith(_SAFE_LINKS)):
        return None
    path, names = _LEADING_ON.get(host, ("", ("url",)))
    if parts.path.rstrip("/") != path:
        return None
    told = dict(parse_qsl(parts.query, errors="replace"))
    return next((there for name in names if (there := resolve(told.get(name, ""), ""))), None)


def _path(path: str) -> str:
    if _MENDED.search(path):
        path = _unescape(path) if "%" in path else path
        path = _SLASHES.sub("/", _PATH_SESSION.sub("", path))
        path = _AMP_FILE.sub("", _AMP_START.sub("", path, count=1))
        path = _AMP_END.sub("", _INDEX.sub("", path.rstrip("/")))
    path = path.rstrip("/")
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _unescape(text: str) -> str:
    return _ESCAPES.sub(_unescape_run, text)


def _unescape_run(run: re.Match[str]) -> str:
    try:
        plain = unquote_to_bytes(run[0]).decode()
    except UnicodeDecodeError:
        return run[0].upper()
    return "".join(quote(c, safe="") if c in _RESERVED or not c.isprintable() else c for c in plain)


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = [pair.partition("=") for pair in query.replace("&amp;", "&").split("&")]
    told = sorted((name, value) for name, _, value in pairs if name and _names_the_piece(name.lower(), value))
    return "?" + "&".join(f"{_unescape(name)}={_unescape(value)}" for name, value in told) if told else ""


def _names_the_piece(name: str, value: str) -> bool:
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return False
    if name in _SOMETIMES and _CHANNELS.match(value):
        return False
    if name in _FACES and _FACE.match(value):
        return False
    return not (name in _SESSION_NAMES and _SESSION.match(value))


def _route(fragment: str) -> str:
    return f"#{fragment.rstrip('/')}" if fragment.startswith(("!", "/")) and len(fragment) > 1 else ""


# --- what is passed on to readers ---------------------------------------------------------------------------

# What shows another face of the page, or opens it: without these a reader would land elsewhere.
_SHOWING = frozenset(
    "print printable printer_friendly outputtype unlocked_article_code guestaccesstoken replytocom".split()
)
_COUNTING = re.compile(r"(?:[?&#]|&amp;)[^=&]+=")


def clean(link: str) -> str:
    """The address without what only counts clicks: the marks of campaigns and of who was sent it, and hosts that
    lead on and tell where to. The page is the same, and so is its `key`."""
    try:
        parts = split(link)
        there = _leads_to(_host(parts.netloc), parts)
    except ValueError:
        return link
    if there:
        return clean(there) if len(there) < len(link) else link
    if not _COUNTING.search(link):
        return link
    head, mark, fragment = link.partition("#")
    path, asked, query = head.partition("?")
    kept = "&".join(pair for pair in query.split("&") if not _counts(pair))
    if mark and fragment and all(map(_counts, fragment.split("&"))):
        mark, fragment = "", ""
    return path + (f"?{kept}" if kept or not query else "") * bool(asked) + mark + fragment


def _counts(pair: str) -> bool:
    """Whether a name and its value in an address only tell who sent the reader."""
    name, sign, _ = pair.lower().removeprefix("amp;").partition("=")
    counts = name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
    return bool(sign) and counts and name not in _SHOWING


# --- what makes two items one item -------------------------------------------------------------------------


def item_id(link: str | None, words: str, outlet: str) -> str:
    """A short stable name of an item (16 hexadecimal digits): of its link where that leads to a page of its
    own, else of the outlet and the item's words. Case, accents' encoding and punctuation of words are not
    told apart, so a reprint with a mended comma stays the same item."""
    page = key(link) if link else ""
    # A link to the front page is shared by everything that has no page of its own.
    if any(mark in page for mark in "/?#"):
        return _hash(page)
    return _hash("\n".join(("", page or outlet.casefold(), _folded(words))))


def _folded(words: str) -> str:
    return " ".join(filter(None, map(_folded_piece, _in_pieces(words)))) or words


def _in_pieces(words: str) -> Iterator[str]:
    """Long words cut at spaces: what is folded at once is held word by word."""
    start = 0
    while (end := words.find(" ", start + _AT_ONCE)) >= 0:
        yield words[start:end]
        start = end
    yield words[start:]


def _folded_piece(words: str) -> str:
    if words.isascii():
        return _BETWEEN.sub(" ", words.lower()).strip()
    kept, *told = _SIGNS.split(unicodedata.normalize("NFKC", words).casefold())
    if not told or not any(map(unicodedata.combining, set("".join(told[::2])))):
        return " ".join((kept, *told[1::2])).strip()
    # Marks that stand by themselves are part of a word, as vowels of India are.
    return " ".join("".join((kept, *told)).translate(_LETTERS).split())


class _Letters(dict[int, str]):
    """A table for str.translate that grows as characters come along: letters stay, all else becomes a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = kept = char if char.isalnum() or unicodedata.combining(char) else " "
        return kept


_LETTERS = _Letters()
_BETWEEN = re.compile(r"[\W_]+")
_SIGNS = re.compile(r"([\W_]+)")
_AT_ONCE = 10_000


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
