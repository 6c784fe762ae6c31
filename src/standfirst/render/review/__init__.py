"""The press review: an issue as a document to be handed on, printed or filed.

All kinds of it print the same: masthead and date, sections, and of each brief its words, whose they are, where
they stand and who else tells it.
"""

from standfirst.model import Issue, Refusal
from standfirst.render.review.markdown import markdown
from standfirst.render.review.sheet import sheet

__all__ = ["docx", "markdown", "sheet"]


def docx(issue: Issue) -> bytes:
    """The issue as a document of word processors. Raises Refusal where python-docx is missing."""
    try:
        from standfirst.render.review import word
    except ModuleNotFoundError:
        raise Refusal("a .docx needs python-docx: pip install 'standfirst[docx]'") from None
    return word.written(issue)
