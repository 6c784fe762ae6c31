"""How joining's cost grows with the number of items: a table, on invented items.

    python bench/join_scale.py [10000 30000 100000 ...]

Stories of one to nine tellings, thirty days, 400 sources, six languages, words as unequal in frequency as words
are. Prints processor seconds for joining all anew and megabytes at most; seconds for joining the last 500 of them
to what was kept of the others; and the exponent of joining anew between one row and the next.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from standfirst.join import join
from standfirst.join.settled import as_bytes, of_bytes
from standfirst.join.stories import settle
from standfirst.model import Item

LANGUAGES = ("en", "es", "fr", "de", "ru", "pt")
SYLLABLES = [a + b for a in "b c d f g l m n p r s t v z k qu st tr".split() for b in "a e i o u an er is".split()]
NEW = 500
START = datetime(2026, 3, 1)  # noqa: DTZ001 - invented items know no zone


def items(size: int) -> Iterator[Item]:
    chance = random.Random(size)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(60_000)]
    made = 0
    while made < size:
        about = [words[min(int(chance.paretovariate(0.6)), len(words)) - 1] for _ in range(10)]
        names = [w.title() for w in chance.choices(words, k=2)]
        began = START + timedelta(minutes=chance.randrange(43_200))
        for _ in range(min(chance.randint(1, 9), size - made)):
            told = [*chance.sample(about, 6), words[int(chance.random() ** 3 * len(words))], *names]
            chance.shuffle(told)
            hour = began + timedelta(minutes=chance.randrange(1_500))
            yield Item(id=f"{made:08d}", source_id=f"source-{chance.randrange(400)}",
                       headline=" ".join(told), language=chance.choice(LANGUAGES),
                       published=hour.isoformat(), places=(chance.choice(("PE", "FR", "KE", "JP")),))  # fmt: skip
            made += 1


def joined(size: int, new: int) -> tuple[int, float, float, float]:
    """How many stories so many items tell; processor seconds to settle all but the `new` ones that come last, to
    join those to what was kept, and megabytes at most while nothing was settled yet."""
    told = sorted(items(size), key=lambda item: item.published or "")
    before, began = told[: len(told) - new], time.process_time()
    settled = settle(before)
    anew, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = as_bytes(settled)
    del settled
    began = time.process_time()
    stories = join(told, settled=of_bytes(kept))
    return len(stories), anew, time.process_time() - began, peak


def main() -> None:
    sizes = [int(n) for n in sys.argv[1:]] or [3_000, 10_000, 30_000, 100_000]
    print(f"{'items':>9} {'stories':>9} {'anew, s':>8} {'MB':>6} {f'{NEW} more, s':>12}  exponent")
    before: tuple[int, float] | None = None
    for size in sizes:
        told, anew, again, peak = joined(size, NEW)
        grown = f"{math.log(anew / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        print(f"{size:9} {told:9} {anew:8.1f} {peak:6.0f} {again:12.1f}  {grown}", flush=True)
        before = (size, anew)


if __name__ == "__main__":
    main()
