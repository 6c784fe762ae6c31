"""Bytes from the web, from files and from mailboxes.

    for source, answer in fetch_all([(source, last_visit), ...], now, manners):
        ...

rounds.fetch_all(asks, now, manners, memory)                 sources with answers, as they come; raises for none
rounds.fetch_with_pauses(the same)                           and None where nothing came for a moment
rounds.fetch(source, last_visit, now, manners) -> Answer     one source; raises FetchError
posting.post(url, form, manners, memory)                     to a hub; raises FetchError
leads.leads(links, now, manners) -> Leads                    which links are dead, and which may be
clicks.ends(links, arrived, now, manners, memory)            where click addresses lead, as an End for each
is_web(url), is_mail(url) -> bool                            else it is a file or folder

An Answer is the visit to be kept (outcome new, same, failed or skipped, with its reason) and the documents
that came. `now` stands in visits and documents; only waiting looks at a clock. Pass the source's newest visit
to ask for what has changed since, and to keep what its server asked for (`wait_until`). Pass one Memory to
several rounds of one gather, so that robots.txt is asked for once and each host's pace holds throughout; what it
has learned(now) of hosts may be given to the Memory of a later one.

What asks is imported from its own module, where something is to be asked: aiohttp takes a quarter of a second.
"""

from standfirst.fetch.answers import Answer, End, FetchError, Manners, Memory
from standfirst.fetch.hosts import host_of, is_mail, is_web, origin_of

__all__ = ["Answer", "End", "FetchError", "Manners", "Memory", "host_of", "is_mail", "is_web", "origin_of"]
