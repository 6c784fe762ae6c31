"""Leave to ask: what a host's robots.txt says of an address, and whether it wants to be left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from standfirst.fetch import robots
from standfirst.fetch.answers import FetchError, conditions, put_off, sendable
from standfirst.fetch.asking import Sending, Web
from standfirst.fetch.chains import TooManyRedirects, followed
from standfirst.fetch.hosts import host_of, origin_of
from standfirst.fetch.wishes import fresh_for
from standfirst.model import Credentials, HostRules

_MOST_REDIRECTS = 5
_AGAIN = timedelta(hours=1)
# RFC 9309 has a day for the most; less than an hour would be a request more for each that is worth something.
_LEAST, _MOST = timedelta(hours=1), timedelta(hours=24)


async def check(web: Web, url: str, sending: Sending) -> None:
    """FetchError where the host does not let us ask for this address, or not now."""
    _check_wait(web, url)
    origin = origin_of(url)
    rules = web.memory.rules.get(origin)
    if rules is None and (known := web.memory.recalled(origin)):
        rules = web.memory.rules[origin] = robots.Rules(known)
    if rules is None or not rules.fresh(web.now):
        before = web.pace.pause(url)
        rules = robots.Rules(await _asked_again(web, origin, rules.known if rules else None, sending))
        web.memory.rules[origin] = rules
        web.pace.slowed(url, before)
    _check_wait(web, url)
    if not rules.allow(url):
        reason = rules.known.closed or "its robots.txt asks us to stay away"
        raise FetchError(url, reason, skipped=not rules.known.unreachable)


def _check_wait(web: Web, url: str) -> None:
    until = web.memory.waits.get(host_of(url))
    if until and until > web.now:
        raise put_off(url, until)


async def _asked_again(web: Web, origin: str, known: HostRules | None, sending: Sending) -> HostRules:
    """A host's rules after RFC 9309: none where there is no robots.txt, all closed where it cannot be had."""
    headers = conditions(known)
    asking = Sending(headers, Credentials(proxy=sending.credentials.proxy), most=robots.MOST_BYTES, cut=True)
    until = web.now + _MOST
    try:
        response = await followed(web, f"{origin}/robots.txt", asking, None, _MOST_REDIRECTS)
    except TooManyRedirects:
        return HostRules(origin, web.now, until)
    except FetchError as error:
        # Whether it can be reached is asked anew in each round.
        return robots.not_had(known, HostRules(origin, web.now, web.now, closed=error.reason, unreachable=True))
    if response.status == 429 or response.status >= 500:
        said = f"its robots.txt cannot be had ({response.status}), so nothing else is asked for"
        return robots.not_had(known, HostRules(origin, web.now, web.now + _AGAIN, closed=said))
    until = web.now + min(max(fresh_for(response.headers, web.now) or _MOST, _LEAST), _MOST)
    if response.status == 304 and known and headers:
        return replace(known, at=web.now, until=until, failing_since=None)
    if not 200 <= response.status < 300:
        return HostRules(origin, web.now, until)
    etag, modified = (sendable(response.headers.get(name)) for name in ("etag", "last-modified"))
    return HostRules(origin, web.now, until, robots.text_of(response.body), etag=etag, last_modified=modified)
