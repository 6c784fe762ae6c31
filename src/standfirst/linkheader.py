"""Link headers (RFC 8288): what a server says that a document belongs to. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,2000})")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


def linked(header: str, base: str) -> dict[str, str]:
    """The first address that a Link header gives for each relation ("hub", "canonical"), absolute."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        rel = _REL.search(parameters)
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            try:
                found.setdefault(name, urljoin(base, target.strip()))
            except ValueError:
                continue
    return found
