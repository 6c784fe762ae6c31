"""Link headers (RFC 8288): who tells of news of a document, and by what name. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,2000})")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


def hub_and_topic(header: str, base: str) -> tuple[str | None, str | None]:
    """The first hub that a Link header names, and the address that the document goes by there, both absolute."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        rel = _REL.search(parameters)
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            try:
                found.setdefault(name, urljoin(base, target.strip()))
            except ValueError:
                continue
    hub = found.get("hub", "")
    return (hub, found.get("self")) if hub.startswith(("http:", "https:")) else (None, None)
