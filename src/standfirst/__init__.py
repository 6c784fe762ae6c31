"""standfirst: what is new on many news sites, in many languages.

    from standfirst import Document, read
    read(Document(url, body)).items

Here `read` is the function; its package is reached by `from standfirst.read import links` and the like.
"""

from standfirst.model import Document, Item, Reading, Source
from standfirst.read import read

__all__ = ["Document", "Item", "Reading", "Source", "read"]
