"""The templates, escaping by default: what others wrote is text.

Those of a theme stand before ours, which it reaches as "ours/NAME"; they are run in a sandbox, for they may be
from anybody.
"""

from __future__ import annotations

import traceback
from collections.abc import Hashable
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from standfirst.model import Refusal
from standfirst.themes import Theme

FOLDER = Path(__file__).parent / "templates"


def escaped(value: object) -> str:
    """A value as text in HTML; what is HTML already stays."""
    return _escaped(value) if type(value) is str else escape(value)


# A site says most of its words on many pages, and MarkupSafe makes an object of each.
@lru_cache(maxsize=2**16)
def _escaped(text: str) -> str:
    return str(escape(text))


class _Quick(CodeGenerator):
    """Compiles templates to escape by `escaped`: MarkupSafe's own took a third of the time of printing a page."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Plain(_Quick):
    """Compiles our own templates to ask for attributes as Python does; Jinja would look for entries too."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Ours(Environment):
    code_generator_class = _Plain
    escaped = staticmethod(escaped)


class _Themed(SandboxedEnvironment):
    code_generator_class = _Quick
    escaped = staticmethod(escaped)


@cache
def _environment(theme: Theme) -> Environment:
    ours = FileSystemLoader(FOLDER)
    made = (_Themed if theme.files else _Ours)(
        loader=ChoiceLoader([FunctionLoader(lambda name: _own(theme, name)), ours, PrefixLoader({"ours": ours})]),
        autoescape=True,
        # They stay as they are while we run.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )

    @lru_cache(maxsize=1024)
    def part(template: str, **words: Hashable) -> Markup:
        """A template filled once for the same words: what many pages print alike."""
        return Markup(made.get_template(template).render(words))

    made.globals["part"] = part
    for name, text in theme.files.items():
        if name.endswith(".html"):
            # All templates are parsed now, so that a mistake in one that is seldom used is told at once.
            made.parse(text, name, str(Path(theme.folder) / name))
    return made


def _own(theme: Theme, name: str) -> tuple[str, str, None] | None:
    text = theme.files.get(name)
    return None if text is None else (text, str(Path(theme.folder) / name), None)


def fill(template: str, theme: Theme, /, **words: object) -> str:
    """A template filled, the theme's before ours, without the room between its lines; every text in `words` is
    escaped. Raises Refusal where one of the theme is wrong."""
    try:
        filled = _environment(theme).get_template(template).render(words)
    except Exception as fault:
        told = _told(fault, theme)
        if told is None:
            raise
        raise Refusal(told) from None
    return "".join(f"{line}\n" for line in map(str.strip, filled.split("\n")) if line)


def _told(fault: Exception, theme: Theme) -> str | None:
    """What is wrong in which line of the theme; None where that is not the theme's."""
    if isinstance(fault, TemplateSyntaxError):
        places = [(fault.filename or "", fault.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(fault.__traceback__)]
    own = [(file, line) for file, line in places if theme.files and Path(file).parent == Path(theme.folder)]
    words = f"there is no template {fault.name}" if isinstance(fault, TemplateNotFound) else str(fault)
    return f"{own[-1][0]}, line {own[-1][1]}: {' '.join(words.split())}" if own else None


@cache
def style(name: str, theme: Theme) -> str:
    """A stylesheet, the theme's before ours; ours stands in it where it imports "ours/NAME"."""
    ours = (FOLDER / name).read_text("utf-8")
    own = theme.files.get(name)
    return ours if own is None else own.replace(f'@import "ours/{name}";', ours)
