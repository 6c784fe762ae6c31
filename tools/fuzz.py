"""Read damaged documents for as long as it pays, led by what code they reach: no exception, no hang, no crash.

    python tools/fuzz.py [SECONDS] [FOLDER]      make fuzz

Begins with the documents of the demonstration press (or those of FOLDER). A document that raises, takes longer than
ten seconds or ends the process is written to crash-… beside the corpus of the run, run/fuzz/.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["standfirst.read", "standfirst.languages", "standfirst.places"]):
    from standfirst.model import Document
    from standfirst.read import _read
    from standfirst.read.dates import spot, when
    from standfirst.read.text import read_text

from examples.press import printing
from examples.press.truth import outlets

TYPES = (None, "text/html", "application/rss+xml", "text/plain", "message/rfc822", "application/json")
RUN = Path("run") / "fuzz"


def attempt(data: bytes) -> None:
    """Read the bytes as a server may have sent them. `_read` is `read` without its last resort."""
    if len(data) < 2:
        return
    body = data[1:]
    _read(Document("https://gazette.example/news/", body, TYPES[data[0] % len(TYPES)]), None, None)
    text = body[:400].decode("utf-8", "replace")
    when(text)
    spot(text)
    read_text(body[:4000].decode("utf-8", "replace"), "https://gazette.example/", source=None, now=None)


def seeds(folder: Path | None) -> list[bytes]:
    if folder:
        return [
            path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".json"
        ]
    sound = [outlet for outlet in outlets().values() if outlet.pieces]
    return [printing.document(outlet, day, "http://press.example")[1] for outlet in sound for day in (1, 3)]


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    found, begin = RUN / "found", RUN / "seeds"
    for path in (found, begin):
        path.mkdir(parents=True, exist_ok=True)
    for n, body in enumerate(seeds(Path(sys.argv[2]) if len(sys.argv) > 2 else None)):
        for kind in range(len(TYPES)):
            (begin / f"{n}-{kind}").write_bytes(bytes([kind]) + body[:20_000])
    flags = [
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-max_len=20001",
        f"-artifact_prefix={RUN}/",
        "-rss_limit_mb=4000",
    ]
    atheris.Setup([sys.argv[0], *flags, str(found), str(begin)], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
