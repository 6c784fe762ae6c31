"""Addresses that letters can be sent to."""

from __future__ import annotations

import re

from standfirst.model import Refusal

# What nearly everyone has. Quoted names and addresses in brackets are legal; where they come they are mistakes. A
# sign for a beginning would be an order to a spreadsheet.
_LOCAL = re.compile(r"(?![=+-])[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def sound_address(text: str) -> str:
    """An address as it is kept: lower case, the domain as the name service knows it. Raises Refusal, which does
    not repeat the address, where it can be none."""
    local, _, domain = text.strip().lower().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        domain = ""
    labels = domain.split(".")
    named = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    if not named or not _LOCAL.fullmatch(local) or len(local) > 64 or len(domain) > 253:
        raise Refusal("that is no address that letters can be sent to")
    return f"{local}@{domain}"


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]
