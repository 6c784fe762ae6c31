"""Rendering: listings and issues as pages, letters, feeds and text. Pure: the same in, the same bytes out."""

from standfirst.render.letter import letter
from standfirst.render.mailing import mailing
from standfirst.render.page import page
from standfirst.render.site import Site, survey
from standfirst.render.whole import whole_site

__all__ = ["Site", "letter", "mailing", "page", "survey", "whole_site"]
