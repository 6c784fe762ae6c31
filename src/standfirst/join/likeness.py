"""How likely it is that two tellings are of one story: a small network over what there is to say of a pair."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standfirst.join.window import Floats

# More rows at once are spread over threads, which take ten times as long together.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Network:
    """Columns are centred and scaled, then pass one hidden layer. `last` gives one number a row."""

    mean: Floats
    scale: Floats
    first: Floats
    first_bias: Floats
    last: Floats
    last_bias: float


def likely(rows: Floats, network: Network) -> Floats:
    """0 to 1 for each row of features."""
    odds = answers(rows, network)
    return (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)


def answers(rows: Floats, network: Network) -> Floats:
    """What a network says of each row of features."""
    said = [_answer(rows[a : a + _CHUNK], network) for a in range(0, len(rows), _CHUNK)]
    return np.concatenate(said) if said else np.zeros(0, np.float32)


def _answer(rows: Floats, network: Network) -> NDArray[np.float32]:
    scaled = (rows - network.mean) / network.scale
    hidden = np.maximum(scaled @ network.first + network.first_bias, 0)
    return (hidden @ network.last + network.last_bias).astype(np.float32)


@cache
def network(name: str) -> Network:
    """A trained network by its name in weights.json, which bench/train_join.py writes."""
    said: dict[str, Any] = _weights()[name]
    arrays = {key: np.array(said[key], np.float32) for key in ("mean", "scale", "first", "first_bias", "last")}
    return Network(**arrays, last_bias=said["last_bias"])


def known(name: str) -> bool:
    """Whether a network of this name was trained."""
    return name in _weights()


@cache
def _weights() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return found
