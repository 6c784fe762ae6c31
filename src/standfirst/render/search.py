"""The page of each edition on which its stories are searched. The index is made of the printed pages."""

from __future__ import annotations

from collections.abc import Iterator

from standfirst.model import Rendition
from standfirst.render.filling import FOLDER
from standfirst.render.frame import Way, frame, furniture_of, indexes, place
from standfirst.render.page import html_page
from standfirst.render.site import Site, folder


def search_pages(site: Site) -> Iterator[Rendition]:
    """EDITION/search.html for each edition, and the script they share. Without it they lead to the indexes."""
    if not site.search:
        return
    paths = {front.language: f"{folder(front)}/search" for front in reversed(site.editions)}
    for front in site.editions:
        path = f"{folder(front)}/search"
        here = place(path, front.language, folder(front))
        said = furniture_of(front.language)
        others = {tag: other for tag, other in paths.items() if tag != front.language}
        heading = said.say("search")
        words = frame(site, here, heading, alternates=others if paths[front.language] == path else {})
        ways = [Way(here.to(listed), said.say(word)) for listed, word, _ in indexes(site, folder(front))]
        yield html_page(path, "search.html", words | {"shape": "list", "heading": heading, "entries": ways}, site)
    yield Rendition("search.js", "text/javascript; charset=utf-8", (FOLDER / "search.js").read_bytes())
