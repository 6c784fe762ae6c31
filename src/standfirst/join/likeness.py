"""How likely it is that two tellings are of one story: a small network over what there is to say of a pair."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from standfirst.join.window import Floats, pieces

# So few rows are no work for several threads.
_FEW = 100


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


def at_odds(likeness: Floats, times: Floats) -> Floats:
    """Likenesses with their odds multiplied."""
    odds = likeness / np.maximum(1 - likeness, 1e-6) * times
    found: Floats = (odds / (1 + odds)).astype(np.float32)
    return found


def answers(rows: Floats, network: Network) -> Floats:
    """What a network says of each row of features."""
    found = np.empty(len(rows), np.float32)
    for piece in pieces(len(rows)):
        scaled = (rows[piece] - network.mean) / network.scale
        found[piece] = np.maximum(_product(scaled, network.first) + network.first_bias, 0) @ network.last
    return found + np.float32(network.last_bias)


def _product(rows: Floats, columns: Floats) -> Floats:
    """Their matrix product, a few rows at a time: of many at once threads are made, which wait for each other."""
    whole = len(rows) - len(rows) % _FEW
    found = np.empty((len(rows), columns.shape[1]), np.float32)
    np.matmul(
        rows[:whole].reshape(-1, _FEW, rows.shape[1]),
        columns,
        out=found[:whole].reshape(-1, _FEW, columns.shape[1]),
    )
    np.matmul(rows[whole:], columns, out=found[whole:])
    return found


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
