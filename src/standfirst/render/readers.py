"""The pages where readers ask for letters, confirm, choose and leave, and the letters that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from standfirst import languages
from standfirst.model import Edition
from standfirst.readership import Preferences
from standfirst.render.filling import fill
from standfirst.render.frame import Way, frame, place, to_tongues
from standfirst.render.furniture import is_spoken, say, spoken_for
from standfirst.render.printed import tongue
from standfirst.render.site import Site

CADENCES = (("issue", "each_issue"), ("daily", "once_a_day"), ("weekly", "once_a_week"))
# So many languages a page asks for, where the editions are in as many; whoever chose more is shown all of them.
ASKED = 5


@dataclass(frozen=True, slots=True)
class Form:
    """What a page asks: an address (`action` "ask"), a choice ("choices") or only a press of a button. `button` is
    a word of furniture; `token` is the reader's own, for forms that act for them."""

    action: str
    button: str
    token: str = ""
    chosen: Preferences | None = None


def readers_page(site: Site, editions: Sequence[Edition], language: str, said: str, form: Form | None) -> bytes:
    """A page for readers in `language`: the furniture word `said` ("" for none), and a form, if any."""
    here = place("readers/index", language, None)
    words = frame(site, here, say(language, "letters"))
    chosen = (
        form.chosen if form and form.chosen else Preferences((editions[0].id,)) if editions else Preferences(())
    )
    # What a reader chose elsewhere, or before an edition ended, stays theirs.
    told = (tag for edition in editions for tag in edition.languages)
    offered = list(dict.fromkeys([*told, *chosen.languages]))
    filled = fill(
        "readers.html",
        site.theme,
        **words
        | {
            "shape": "readers",
            "canonical": None,
            "ways": (),
            "tongues": _tongues(editions, words["words_language"], form),
            "heading": say(language, "letters"),
            "said": say(language, said) if said else "",
            "form": form,
            "chosen": chosen,
            "editions": editions,
            "choices": form is not None and form.action in ("ask", "choices"),
            "tongue": tongue,
            "offered": [(tag, languages.name(tag, tag)) for tag in offered],
            "ordered": range(max(min(len(offered), ASKED), len(chosen.languages))),
            "cadences": CADENCES,
        },
    )
    return filled.encode()


def _tongues(editions: Sequence[Edition], own: object, form: Form | None) -> tuple[Way, ...]:
    """The same form in the languages of the other editions."""
    spoken = {edition.languages[0] for edition in editions if is_spoken(edition.languages[0])}
    others = [tag for tag in spoken if spoken_for(tag) != own] if form else []
    token = {"t": form.token} if form and form.token else {}
    return to_tongues({tag: f"?{urlencode({'lang': tag} | token)}" for tag in others})


def notice(language: str, masthead: str, link: str, known: bool) -> tuple[str, str]:
    """Subject and text of the letter to someone who asked for letters, or who gets them already (`known`)."""
    told = say(language, "known_text" if known else "confirm_text", masthead=masthead)
    end = say(language, "no_tracking" if known else "confirm_else")
    subject = (
        f"{masthead} · {say(language, 'change')}" if known else say(language, "confirm_subject", masthead=masthead)
    )
    return subject, f"{told}\n\n{link}\n\n{end}\n"
