"""The newsroom: the only place that carries things between the steps and the store.

    gather      fetch every source, read what came, keep what is new
    join        make the stories anew from the facts of an open window
    proof       make up each edition's issue and freeze it
    publish     print the issues, the pages and the letters into folders

What does the fetching is an argument, and so is what time it is. How gathering goes is told in `gathering`.
"""

from __future__ import annotations

from standfirst.newsroom.days import explain, join, outlets_of
from standfirst.newsroom.gathering import Gathered, gather, remembered
from standfirst.newsroom.named import check, known_item, known_source, place_codes
from standfirst.newsroom.proofing import audited, audits, comes_out, is_out, proof, proof_again, proof_changes
from standfirst.newsroom.publishing import publish
from standfirst.newsroom.standing import Standing, dues, standings

__all__ = [
    "Gathered",
    "Standing",
    "audited",
    "audits",
    "check",
    "comes_out",
    "dues",
    "explain",
    "gather",
    "is_out",
    "join",
    "known_item",
    "known_source",
    "outlets_of",
    "place_codes",
    "proof",
    "proof_again",
    "proof_changes",
    "publish",
    "remembered",
    "standings",
]
