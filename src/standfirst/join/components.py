"""Connected components: which numbers are linked by pairs, directly or through others."""

from __future__ import annotations

import numpy as np

from standfirst.join.window import Ints


def components(size: int, i: Ints, j: Ints) -> Ints:
    """For each number below `size` the least number of its component; `i` and `j` are the linked pairs."""
    label = np.arange(size)
    while True:
        a, b = label[i], label[j]
        apart = a != b
        if not apart.any():
            return label
        a, b = a[apart], b[apart]
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(shorter := label[label], label):
            label = shorter
