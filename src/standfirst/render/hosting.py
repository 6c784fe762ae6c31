"""What hosts of static files want to be told: headers, which page says that there is none, whom to write to."""

from __future__ import annotations

from standfirst.model import Rendition
from standfirst.render.site import Site, folder

# Nothing is loaded from elsewhere and nothing runs.
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# A page that searches runs our script, and Pagefind's, on what lies beside it.
SEARCHING = SAFE["Content-Security-Policy"] + "; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
# Pages are asked for again after minutes, what seldom changes after a day.
FRESH, LASTING = "public, max-age=300", "public, max-age=86400"


def hosting(newest: str | None, site: Site) -> list[Rendition]:
    """_headers (Netlify, Cloudflare Pages), _redirects (Netlify), .well-known/security.txt where there is someone
    to write to; Cloudflare Pages and `standfirst serve` find the 404.html of each folder by themselves.
    `newest` is the newest day of any page."""
    files = [_text("_headers", _headers(site.search))]
    # Where they stand pages of former ids lead on by themselves, and feeds are printed there too.
    lines = [f"/{old}/* /{new}/:splat 301\n" for old, new in site.was]
    lines += [f"/{name}/* /{name}/404.html 404\n" for name in map(folder, site.editions)]
    if lines:
        files.append(_text("_redirects", "".join(lines)))
    if site.contact and newest:
        whom = site.contact if ":" in site.contact else f"mailto:{site.contact}"
        until = f"{int(newest[:4]) + 1}-12-31T23:59:59Z"
        files.append(_text(".well-known/security.txt", f"Contact: {whom}\nExpires: {until}\n"))
    return files


def _headers(search: bool) -> str:
    rules = {"/*": {**SAFE, "Cache-Control": FRESH}}
    rules |= {f"/*.{suffix}": {"Content-Type": kind} for suffix, kind in MEDIA_TYPES.items()}
    # A second value of one header would be added to the first.
    lasting = {"! Cache-Control": "", "Cache-Control": LASTING}
    rules |= {"/standfirst.css": lasting, "/standfirst.svg": lasting}
    if search:
        searching = {"! Content-Security-Policy": "", "Content-Security-Policy": SEARCHING}
        # What a page has work for it keeps to a policy of its own.
        rules |= {"/*/search.html": searching, "/pagefind/*": searching}
    return "".join(f"{path}\n{_lines(headers)}" for path, headers in rules.items())


def _lines(headers: dict[str, str]) -> str:
    return "".join(f"  {name}: {value}\n" if value else f"  {name}\n" for name, value in headers.items())


def _text(name: str, words: str) -> Rendition:
    return Rendition(name, "text/plain; charset=utf-8", words.encode())
