"""Bytes from the web, from files and from mailboxes.

    for source, answer in fetch_all([(source, last_visit), ...], now, manners):
        ...

fetch_all(asks, now, manners, memory) -> Iterator[(Source, Answer)]   as they come; never raises for a source
fetch_with_pauses(the same) -> Iterator[(Source, Answer) | None]      None where nothing came for a moment
fetch(source, last_visit, now, manners) -> Answer                     one source; raises FetchError
post(url, form, manners, memory)                                      to a hub; raises FetchError
leads(links, now, manners) -> Leads                                   which links are dead, and which may be
ends(links, arrived, now, manners, memory) -> {link: End}             where click addresses lead
is_web(url), is_mail(url) -> bool                                     else it is a file or folder

An Answer is the visit to be kept (outcome new, same, failed or skipped, with its reason) and the documents
that came. `now` stands in visits and documents; only waiting looks at a clock. Pass the source's newest visit
to ask for what has changed since, and to keep what its server asked for (`wait_until`). Pass one Memory to
several rounds of one gather, so that robots.txt is asked for once and each host's pace holds throughout; what it
has learned(now) of hosts may be given to the Memory of a later one.
"""

from standfirst.fetch.answers import Answer, FetchError, Manners, Memory
from standfirst.fetch.clicks import End, ends
from standfirst.fetch.hosts import host_of, is_mail, is_web, origin_of
from standfirst.fetch.leads import leads
from standfirst.fetch.posting import post
from standfirst.fetch.rounds import fetch, fetch_all, fetch_with_pauses

__all__ = [
    "Answer",
    "End",
    "FetchError",
    "Manners",
    "Memory",
    "ends",
    "fetch",
    "fetch_all",
    "fetch_with_pauses",
    "host_of",
    "is_mail",
    "is_web",
    "leads",
    "origin_of",
    "post",
]
