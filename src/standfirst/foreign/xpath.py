"""XPath as CSS: the simple expressions that people write to name the items of a page.

Paths of elements along child, descendant and following-sibling, conditions on attributes, places among
siblings; what looks upwards, counts or computes has no counterpart and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from standfirst.model import Refusal

_STEP = re.compile(r"(?:([a-z-]+)\s*::\s*)?(@?[\w*-]+(?:\(\))?|\.\.?)\s*")
_WRAPPED = re.compile(r"(?:string|normalize-space)?\s*\((.*)\)\s*(?:\[\s*1\s*\])?", re.DOTALL)
_LINKS = {"child": " > ", "descendant": " ", "descendant-or-self": " ", "following-sibling": " ~ "}
_QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
_TEST = re.compile(rf"@([\w:-]+)\s*(?:(!?=)\s*{_QUOTED})?")
_PART = re.compile(rf"(contains|starts-with|ends-with)\s*\(\s*@([\w:-]+)\s*,\s*{_QUOTED}\s*\)")
_CLASS = re.compile(
    r"contains\s*\(\s*concat\s*\(\s*['\"] ['\"]\s*,\s*(?:normalize-space\s*\(\s*@class\s*\)|@class)\s*,\s*"
    rf"['\"] ['\"]\s*\)\s*,\s*{_QUOTED}\s*\)"
)
_POSITION = re.compile(r"(?:position\s*\(\)\s*(=|>|>=)\s*)?(\d{1,6})|last\s*\(\)")
_SIGNS = {"contains": "*=", "starts-with": "^=", "ends-with": "$="}
_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
_LONGEST = 2000
_DEEPEST = 8


def css(expression: str, item: str | None = None) -> str:
    """The CSS selector that finds what an XPath expression finds; where it ends in an attribute, so does the
    selector ("a@href"). `item` is the item's selector where the expression is seen from an item, of whose finds
    only the first counts. Raises Refusal where there is none."""
    if len(expression) > _LONGEST:
        raise Refusal("its XPath is too long")
    try:
        return _union(expression.strip(), item, 0)
    except _Beyond as beyond:
        raise Refusal(f'the XPath "{expression}" {beyond}') from None


class _Beyond(Exception):
    """A part of an expression that CSS cannot express."""


def _union(expression: str, item: str | None, depth: int) -> str:
    if depth > _DEEPEST:
        raise _Beyond("nests too deep")
    wrapped = _WRAPPED.fullmatch(expression)
    if wrapped and len(_parted(expression, "|")) == 1 and _closes_at_end(wrapped[1]):
        return _union(wrapped[1].strip(), item, depth + 1)
    paths = [_path(path.strip(), item, depth) for path in _parted(expression, "|")]
    attributes = {attribute for _, attribute in paths}
    if len(attributes) > 1:
        raise _Beyond("takes several attributes, or now an attribute and now words")
    attribute = attributes.pop()
    return ", ".join(found for found, _ in paths) + (f"@{attribute}" if attribute else "")


def _closes_at_end(inner: str) -> bool:
    """Whether what stands between the first and the last parenthesis is balanced by itself."""
    depth = 0
    for char in re.sub(_QUOTED, "", inner):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


@dataclass(slots=True)
class _Step:
    axis: str
    test: str
    conditions: list[str]


def _path(path: str, item: str | None, depth: int) -> tuple[str, str | None]:
    """The selector of one path, and the attribute that it ends in."""
    if item is not None and path.startswith("/"):
        raise _Beyond("looks at the whole page instead of the item")
    steps = _steps(path)
    attribute = None
    if steps and steps[-1].test.startswith("@"):
        attribute = steps.pop().test[1:]
    if steps and steps[-1].test == "text()":
        steps.pop()
    steps = [step for step in steps if step.test not in (".", "node()")]
    selector = ""
    for n, step in enumerate(steps):
        alone = item is not None and n == len(steps) - 1
        selector += _link(step, item, n) + _element(step, alone, depth)
    if not selector:
        return ("" if attribute else item or ":root"), attribute
    return selector, attribute


def _link(step: _Step, item: str | None, number: int) -> str:
    """What stands before a step: how it is linked to the one before or, at the first, to the item."""
    if step.axis not in _LINKS:
        raise _Beyond(f"goes along {step.axis}, which CSS cannot")
    if number:
        return _LINKS[step.axis]
    if item is None or step.axis.startswith("descendant"):
        return ""
    if item and step.axis == "following-sibling":
        raise _Beyond("looks beside the item instead of inside it")
    return (f":is({item})" if "," in item else item) + _LINKS[step.axis]


def _steps(path: str) -> list[_Step]:
    steps: list[_Step] = []
    below = False
    for n, written in enumerate(_parted(path, "/")):
        written = written.strip()
        if not written:
            below = n > 0
            continue
        found = _STEP.match(written)
        if not found or found[2] == "..":
            raise _Beyond("goes up the page, which CSS cannot" if found else "is not one that we understand")
        step = _Step(found[1] or "child", found[2], _conditions(written[found.end() :]))
        if step.axis == "attribute":
            step.test = f"@{step.test}"
        if step.test.endswith("()") and step.test not in ("text()", "node()"):
            raise _Beyond(f"computes with {step.test}")
        if below and step.axis == "child":
            step.axis = "descendant of any"
        steps.append(step)
        below = False
    for step in steps:
        # "//li[2]" counts among siblings, "descendant::li[2]" in the whole: only the first can be said in CSS.
        if step.axis.startswith("descendant"):
            counted = any(_POSITION.fullmatch(condition) for condition in step.conditions)
            step.conditions += ["counted in the whole"] if counted and step.axis != "descendant of any" else []
            step.axis = "descendant"
    return steps


def _conditions(written: str) -> list[str]:
    conditions = []
    while written := written.strip():
        parts = _parted(written, "]", inside=-1)
        if written[0] != "[" or len(parts) < 2:
            raise _Beyond("is not one that we understand")
        conditions.append(parts[0][1:].strip())
        written = "]".join(parts[1:])
    return conditions


def _element(step: _Step, alone: bool, depth: int) -> str:
    conditions = list(step.conditions)
    if "counted in the whole" in conditions:
        conditions.remove("counted in the whole")
        if not alone or conditions[-1] != "1":
            raise _Beyond("counts elements that are no siblings")
    if alone and conditions and re.sub(r"position\s*\(\)\s*=\s*", "", conditions[-1]) == "1":
        conditions.pop()
    name = "" if step.test == "*" else step.test
    told = [_condition(text, depth, bool(name) and n == 0) for n, text in enumerate(conditions)]
    return (name + "".join(told)) or "*"


def _condition(text: str, depth: int, first: bool = False) -> str:
    """What follows an element's name for one condition in [brackets]; `first` may count siblings."""
    text = text.strip()
    if depth > _DEEPEST:
        raise _Beyond("nests too deep")
    if len(either := _parted(text, " or ")) > 1:
        return f":is({', '.join(_condition(one, depth + 1) for one in either)})"
    if len(both := _parted(text, " and ")) > 1:
        return "".join(_condition(one, depth + 1) for one in both)
    if position := _POSITION.fullmatch(text):
        return _nth(position, first)
    if text.startswith("not") and (wrapped := re.fullmatch(r"not\s*\((.*)\)", text, re.DOTALL)):
        return f":not({_condition(wrapped[1], depth + 1)})"
    return _of_attribute(text) or _of_inside(text, depth)


def _of_attribute(text: str) -> str | None:
    if found := _TEST.fullmatch(text):
        name, sign, *values = found.groups()
        same = f"[{name}={_string(values[0] or values[1] or '')}]" if sign else f"[{name}]"
        return f"[{name}]:not({same})" if sign == "!=" else same
    if found := _CLASS.fullmatch(text):
        word = (found[1] or found[2] or "").strip()
        return f".{word}" if _NAME.fullmatch(word) else f"[class~={_string(word)}]"
    if found := _PART.fullmatch(text):
        return f"[{found[2]}{_SIGNS[found[1]]}{_string(found[3] or found[4] or '')}]"
    return None


def _of_inside(text: str, depth: int) -> str:
    """A path as a condition: such an element is inside."""
    if "(" in text or "=" in re.sub(r"\[.*\]", "", text, flags=re.DOTALL) or text.startswith("/"):
        raise _Beyond(f"asks for [{text}], which CSS cannot")
    steps = _steps(text)
    attribute = steps.pop().test[1:] if steps and steps[-1].test.startswith("@") else None
    steps = [step for step in steps if step.test not in (".", "node()", "text()")]
    if not steps:
        raise _Beyond(f"asks for [{text}], which CSS cannot")
    inside = ""
    for n, step in enumerate(steps):
        link = _link(step, "" if n == 0 else None, n)
        inside += (link if n else link.lstrip()) + _element(step, False, depth + 1)
    return f":has({inside}{f'[{attribute}]' if attribute else ''})"


def _nth(position: re.Match[str], first: bool) -> str:
    if not first:
        raise _Beyond("counts elements that are no siblings of one name")
    if position[2] is None:
        return ":last-of-type"
    number = int(position[2])
    if position[1] in (">", ">="):
        return f":nth-of-type(n+{number + (position[1] == '>')})"
    return f":nth-of-type({number})"


def _string(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _parted(text: str, mark: str, inside: int = 0) -> list[str]:
    """A text cut at a mark that stands in no quotes, parentheses or brackets; `inside` is where their depth is
    counted from."""
    parts, start, depth, quote = [], 0, inside, ""
    for n, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif depth == 0 and text.startswith(mark, n) and n >= start:
            parts.append(text[start:n])
            start = n + len(mark)
            depth = inside if char == "]" else depth
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
    return [*parts, text[start:]]
