"""The press review: an issue as a document to be handed on, printed or filed.

All kinds of it print the same: masthead and date, sections, and of each brief its words, whose they are, where
they stand and who else tells it.
"""

from standfirst.render.review.docx import docx
from standfirst.render.review.markdown import markdown
from standfirst.render.review.sheet import sheet

__all__ = ["docx", "markdown", "sheet"]
