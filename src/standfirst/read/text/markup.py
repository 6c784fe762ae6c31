"""Markup that people write in plain text: links and emphasis of Markdown, notes whose links stand at the foot.

All of it is put as other digests put it, a link at the end of its line, so that it is read as theirs are. What
heads a line ("##", "**") stays: `leads` tells from it where items begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from standfirst.read.links import resolve
from standfirst.read.text.dialects import as_markdown
from standfirst.read.text.line import MARKER
from standfirst.read.text.record import ends
from standfirst.read.text.trimmings import without_trimmings
from standfirst.read.widths import cells

_FEWEST_NOTES = 2
_FEWEST_LINKED = 3
_FEW_WORDS = 3
_LONGEST_TITLE = 40
_MOST_TITLES = 2  # above the links of notes, one below the other
_MANY_UNDERLINED = 3
_LONGEST_BOXED = 100
_FEWEST_BOXED, _BOXED = 2, 0.8  # the share of rules that make boxes
_UNEVEN, _LONGER = 2, 6  # by how many signs a line under a heading may be shorter or longer than it
_UNDERLINE = re.compile(r"\s*([=\-~^\"'*+#`])\1{2,}\s*")
_RULES = re.compile(r"\n\s*([=\-~^\"'*+#`_─━═＝－–—･・.])(?: ?\1)\1")
_FRAME = re.compile(r"\s*([=\-~_*+#─━═＝－–—･・.])(?:\s?\1){4,}\s*")
# Where the piece was found, linked in brackets behind it.
_CREDITED = re.compile(r"(?<=\)) \((?:(?:, | - )?\[[^\[\]]{1,60}\]\(<?https?://[^\s()]+\)){1,8}\)\s*\Z")
_COUNTED_HEAD = re.compile(r"#{1,6}\s+(\d{1,3})(?:[.):]\s*|\s?[-–—|]\s+|\s+)(?=\S)")
_COUNTED = re.compile(r"\s*\d{1,3}[.)]\s")
_NOTE = re.compile(r"\s*(?:\[(?=\d+\]))?(\d{1,3})(?:\][:.]?|\.)\s+<?(https?://[^\s<>]+)>?\s*")
_REFERRED = re.compile(r"\[([^\[\]]{2,})\](?=\[\d{1,3}\])")
_CALL = re.compile(r"(?:\s(?!\[\d+\][\w\"“«„「『']))?\[(\d{1,3})\]")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINKED = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{1,40}\]){1,400})\]\(<?(https?://[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s\"[^\"]*\")?\)"
)
# A link within its site, or of no words, as pictures are.
_WITHIN_SITE = re.compile(
    r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,40}\]){0,400})\]\((?!<?https?:)(?P<link>[^\s()]*(?:\\?\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+\"[^\n]{0,300}?\")?\s?\)"
)
_SPACED_LINK = re.compile(r"(?<=\]) \(<(https?://[^\s<>]+)>\)")
_CALLED = re.compile(r"(?<=[.!?…。”\"]) \[(?P<words>[^\[\]]{1,24})\]\((?P<link>https?://[^\s()]+)\)\s*\Z")
_STRONG_LINK = re.compile(r"(\*{1,3})(\[[^\[\]]+\])(\(\S+\))\1")
_LEADING = re.compile(r"(\s*[-–—*•·]?\s*)\*\*(?=\S)([^*]{8,160}?)\*\*\s*[-–—:.]?\s+(?=\S.{24})")
_STARRED = re.compile(r"(\s*(?:[-–—*•·]\s+)?)\*(?=[^\s*])([^*]{3,160}?)(?<=\S)\*\s+(?=[^\s*].{24})")
_LINK_FIRST = re.compile(
    r"(\s*(?:[-–—*•·+]|\d{1,2}[.)])?\s*)(\[[^\[\]]{8,200}\](?:\[\d{1,3}\]|\(<?https?://[^\s()]+\)))"
    r"\s*[:：–—-]+\s*(?=\S.{23})"
)
_SLANTED = re.compile(r"(?<![\w/.:#=?&*-])([_`*])(?=[^\s_`*])([^_`*]{0,200}[^\s_`*])\1(?![\w/*])")
_OVER_LINES = re.compile(r"(?<=\S )\*\*(?=\S)([^*\n]{1,300}\n[^*\n]{0,300}(?<=\S))\*\*")
_WITHIN = re.compile(r"(?<=\S\s)\*\*(?=\S)([^*]+?)(?<=\S)\*\*(?!\w)")


def without_markup(text: str, url: str = "") -> str:
    """A text with the links of its markup at the ends of lines, the notes at its foot taken to their calls; links
    within its site are whole."""
    if "**" in text:
        text = _OVER_LINES.sub(r"\1", text)
    lines = as_markdown(without_trimmings(_whole(text, url).split("\n")))
    text = "\n".join(lines)
    if _RULES.search(text):
        lines = _underlined(_unboxed(lines))
    if "] (<http" in text:
        lines = [_SPACED_LINK.sub(r"(\1)", line) for line in lines]
        text = "\n".join(lines)
    lines = _uncounted(lines)
    if "](" in text or "][" in text:
        lines = _below_links(lines)
    if "](" in text:
        lines = _without_words(_calls(lines))
        lines = [_linked(line) if "](" in line else line for line in lines]
    if sum(bool(_STARRED.match(line)) for line in lines) >= _FEWEST_LINKED:
        lines = [_STARRED.sub(r"\1**\2** ", line, count=1) for line in lines]
        text = "**"
    if "**" in text:
        lines = [_WITHIN.sub(r"\1", line) for line in _apart(lines)]
    if "](" in text or "\n#" in text:
        lines = [_SLANTED.sub(r"\2", line) if any(map(line.__contains__, "_`*")) else line for line in lines]
    if "[1]" in text:
        lines = _noted(lines)
    return "\n".join(lines)


def _whole(text: str, url: str) -> str:
    """A text with the links within its site as whole addresses, where it has several; those of no words go."""
    if "](" not in text or sum(1 for _ in _WITHIN_SITE.finditer(text)) < _FEWEST_LINKED:
        return text

    def put(found: re.Match[str]) -> str:
        words = found["words"].strip(" _*")
        link = resolve(found["link"], url) if words else None
        return f"[{words}]({link})" if link and link.startswith("http") else words

    return _WITHIN_SITE.sub(put, text)


def _underlined(lines: Sequence[str]) -> list[str]:
    """The lines, those underlined at their own length marked as headings, if they stand apart or are many; the
    first is that of the whole where no other is underlined so."""
    under = {
        at: line.strip()[0] for at, (above, line) in enumerate(pairwise(lines), 1) if _underlines(line, above)
    }
    many = len(under) >= _MANY_UNDERLINED
    first = next(iter(under.values()), "=")
    highest = {"="} if list(under.values()).count(first) > 1 else {"=", first}
    kept: list[str] = []
    for at, line in enumerate(lines):
        if at in under and kept and (many or len(kept) < 2 or not kept[-2].strip()):
            # As many lines, and none empty between a heading and what it heads.
            kept.append(f"{'#' if under[at] in highest else '##'} {kept[-1].strip()}")
            kept[-2] = ""
        else:
            kept.append(line)
    return kept


def _uncounted(lines: list[str]) -> list[str]:
    """The lines, headings that are counted from 1 as points that are; without their numbers where other lines are
    counted too."""
    found = [_COUNTED_HEAD.match(line) for line in lines]
    numbers = [int(head[1]) for head in found if head]
    if len(numbers) < _FEWEST_LINKED or numbers != list(range(1, len(numbers) + 1)):
        return lines
    alone = not any(map(_COUNTED.match, lines))
    kept = zip(found, lines, strict=True)
    return [
        f"{f'{int(head[1])}.' if alone else '##'} {line[head.end() :]}" if head else line for head, line in kept
    ]


def _unboxed(lines: Sequence[str]) -> list[str]:
    """The lines, those that stand alone between rules of one kind right above and below marked as headings, where
    most rules are such, and the rules left out; as many lines."""
    rules = [found[1] if (found := _FRAME.fullmatch(line)) else "" for line in lines]
    boxed: list[int] = []
    for at in range(1, len(lines) - 1):
        told = lines[at].strip()
        closed = rules[at - 1] == rules[at + 1] != "" and not rules[at] and 0 < len(told) <= _LONGEST_BOXED
        if closed and "://" not in told and not ends(told) and (not boxed or at - boxed[-1] > 2):
            boxed.append(at)
    if len(boxed) < _FEWEST_BOXED or 2 * len(boxed) < _BOXED * sum(map(bool, rules)):
        return list(lines)
    kept = list(lines)
    for at in boxed:
        kept[at - 1 : at + 2] = ["", f"## {MARKER.sub('', lines[at].strip(), count=1)}", ""]
    return kept


def _underlines(line: str, head: str) -> bool:
    if not _UNDERLINE.fullmatch(line) or not any(map(str.isalnum, head)) or head.startswith("#"):
        return False
    head = head.strip()
    return any(-_UNEVEN <= len(line.strip()) - size <= _LONGER for size in (len(head), cells(head)))


def _calls(lines: list[str]) -> list[str]:
    """The lines, those that are a linked word or two below a sentence each bare addresses, where several are: they
    call to read more, whatever they say."""
    calls: dict[int, str] = {}
    above = ""
    for at, line in enumerate(lines):
        if found := _LINKED.fullmatch(line.strip()):
            if found[1].count(" ") >= _FEW_WORDS or not ends(above):
                return lines
            calls[at] = found[2]
        above = line.strip() or above
    return [calls.get(at, line) for at, line in enumerate(lines)] if len(calls) >= _FEWEST_LINKED else lines


def _without_words(lines: list[str]) -> list[str]:
    """The lines, the words of links behind their sentences left out where several say the same: "Source"."""
    found = [_CALLED.search(line) for line in lines]
    often = Counter(call["words"] for call in found if call)
    return [
        f"{line[: call.start()]} {call['link']}" if call and often[call["words"]] >= _FEWEST_LINKED else line
        for call, line in zip(found, lines, strict=True)
    ]


def _linked(line: str) -> str:
    """A line with the first of its links at its end, the words of all of them bare."""
    line = _STRONG_LINK.sub(r"\1\2\1\3", _IMAGE.sub("", line)) if "*" in line else _IMAGE.sub("", line)
    line = re.sub(r"(\[[^\[\]]+\])(\*{1,3})(\(\S+?\))", r"\1\3\2", line)
    links = _LINKED.findall(line)
    if not links:
        return line
    if len(links) > 1:
        line = _CREDITED.sub("", line)
    bare = _LINKED.sub(r"\1", line).rstrip()
    return f"{bare} {links[0][1]}"


def _apart(lines: Sequence[str]) -> list[str]:
    """The lines, strong words at their heads on lines of their own where many lines begin with such."""
    if sum(bool(_LEADING.match(line)) for line in lines) < 3:
        return list(lines)
    return [part for line in lines for part in _LEADING.sub(_parted, line, count=1).split("\n")]


def _below_links(lines: Sequence[str]) -> list[str]:
    """The lines, what follows linked headlines at their heads on lines of their own where many have both."""
    if sum(bool(_LINK_FIRST.match(line)) for line in lines) < _FEWEST_LINKED:
        return list(lines)
    return [part for line in lines for part in _LINK_FIRST.sub(_headed, line, count=1).split("\n")]


def _headed(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\n{'  ' if found[1].strip() else ''}"


def _parted(found: re.Match[str]) -> str:
    # What is set in below a point of a list belongs to it.
    return f"{found[1]}**{found[2]}**\n{'  ' if found[1].strip() else ''}"


def _noted(lines: Sequence[str]) -> list[str]:
    """The lines with the links of notes in place of their calls, if all notes stand together and are called."""
    told = {at: found for at, line in enumerate(lines) if (found := _NOTE.fullmatch(line))}
    links = {found[1]: found[2] for found in told.values()}
    called = {number for at, line in enumerate(lines) if at not in told for number in _CALL.findall(line)}
    # Calls of menus have gone with these.
    if len(links) < _FEWEST_NOTES or len(links) < len(told) or 2 * len(called & set(links)) <= len(links):
        return list(lines)
    kept = [_REFERRED.sub(r"\1", line) for line in lines[: min(told)]]
    for _ in range(_MOST_TITLES):
        while kept and not kept[-1].strip():
            kept.pop()
        if kept and (len(kept) < 2 or not kept[-2].strip()) and _is_title(kept[-1]):
            kept.pop()
    after = [line for at, line in enumerate(lines) if at > min(told) and at not in told]
    return [_called(line, links) for line in (*kept, *after)]


def _is_title(line: str) -> bool:
    told = line.strip()
    return len(told) <= _LONGEST_TITLE and not told.endswith((".", "。", "।")) and not _CALL.search(told)


def _called(line: str, links: dict[str, str]) -> str:
    numbers = [number for number in _CALL.findall(line) if number in links]
    if not numbers:
        return line
    bare = _CALL.sub(lambda found: "" if found[1] in links else found[0], line).rstrip()
    return f"{bare} {links[numbers[0]]}" if "://" not in bare else bare
