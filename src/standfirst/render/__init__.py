"""Rendering: listings and issues as pages, letters, feeds and text. Pure: the same in, the same bytes out."""

from standfirst.render.furniture import is_spoken, spoken_for
from standfirst.render.mailing import mailing
from standfirst.render.page import page
from standfirst.render.readers import notice, readers_page
from standfirst.render.site import Signpost, Site
from standfirst.render.whole import Sheaf, Sheet, sheets

__all__ = [
    "Sheaf",
    "Sheet",
    "Signpost",
    "Site",
    "is_spoken",
    "mailing",
    "notice",
    "page",
    "readers_page",
    "sheets",
    "spoken_for",
]
