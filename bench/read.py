"""How well, and how fast, documents are read; and, against their floors, how well stories are joined.

    python bench/read.py                        score the corpus beside the project against the floors
    python bench/read.py FOLDER --out OUT       read every document of a folder, write OUT/<name>.json
    python bench/read.py --speed                pages and texts a second beside the bare parse of the same
                                                parser, and how long the command takes for one
    python bench/read.py --peers                other tools on the same pages, those that are installed
    python bench/read.py --pin [--lower]        write the figures reached as the new floors

A folder holds <name>.html, .txt or .eml, with <name>.json beside it whose "url" is the address of the document.
The corpus is found at ../shared/corpus or at STANDFIRST_CORPUS; without it the scores are skipped.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from standfirst.cli import SELDOM, printing
from standfirst.model import Document, Item, Reading
from standfirst.read import read

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CORPUS = Path(os.environ.get("STANDFIRST_CORPUS", HERE.parent.parent / "shared" / "corpus"))
PARTS = ("seeds", "texts", "pages")
TYPES = {".html": "text/html", ".txt": "text/plain", ".eml": "message/rfc822"}

# The corpus calls a magazine an issue; an issue is something else in standfirst.
KINDS = {"magazine": "issue"}

# A figure may wobble in its last digit between versions of the libraries.
SLACK = 0.0005


def documents(folder: Path) -> Iterator[tuple[str, Document]]:
    """The documents of a folder by name, sorted."""
    for path in sorted(folder.iterdir()):
        if path.suffix in TYPES:
            label = path.with_suffix(".json")
            url = json.loads(label.read_text("utf-8")).get("url") if label.exists() else None
            yield path.stem, Document(url or path.name, path.read_bytes(), TYPES[path.suffix])


def record(item: Item) -> dict[str, Any]:
    """An item as `standfirst read --json` prints it, in the corpus's words."""
    return printing.record(item) | {"kind": KINDS.get(item.kind, item.kind)}


def answer(reading: Reading) -> dict[str, Any]:
    return {"items": [record(i) for i in reading.items], "read_as": reading.read_as}


def write_answers(folder: Path, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, document in documents(folder):
        text = json.dumps(answer(read(document)), ensure_ascii=False, indent=1)
        (out / f"{name}.json").write_text(text, "utf-8")
        count += 1
    print(f"{count} documents of {folder.name} read into {out}")
    return 0 if count else 2


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest() -> str:
    """What corpus the floors were measured on."""
    seen = hashlib.sha256()
    for part in PARTS:
        for path in sorted((CORPUS / part).iterdir()):
            seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:16]


def figures(part: str, per_document: bool = False) -> dict[str, float]:
    """The mean of each figure over the documents of one part of the corpus."""
    score = scorer().score
    total: dict[str, list[float]] = {}
    for name, document in documents(CORPUS / part):
        label = json.loads((CORPUS / part / f"{name}.json").read_text("utf-8"))
        told = score(label, answer(read(document))["items"])
        for field, value in told.items():
            total.setdefault(field, []).append(value)
        if per_document:
            print(f"  {name:40.40} " + " ".join(f"{k}={v:.2f}" for k, v in told.items()))
    return {field: round(sum(values) / len(values), 4) for field, values in total.items()}


def sniffed() -> dict[str, float]:
    """Share of pages told to be listings, and of articles and others told not to be."""
    pages = [read(d).read_as for _, d in documents(CORPUS / "pages")]
    others = [read(d).read_as for _, d in documents(CORPUS / "articles")]
    right = sum(k == "listing" for k in pages) + sum(k != "listing" for k in others)
    return {"right": round(right / (len(pages) + len(others)), 4)}


def measured(per_document: bool) -> dict[str, dict[str, float]]:
    found = {part: figures(part, per_document) for part in PARTS}
    texts = {"dumps": dumped(rows=False), "rows": dumped(rows=True), "shapes": shaped(), "wrapped": wrapped()}
    return found | texts | {"sniff": sniffed(), "places": places_told()} | stories_joined()


def shaped() -> dict[str, float]:
    """How well texts of our own in the shapes of listings are read, of which nothing was learned."""
    import shapes

    return shapes.figures()


def wrapped() -> dict[str, float]:
    """How well the texts are read once their lines are broken at a margin, as mail programs break them."""
    import mailed

    return mailed.figures("wrapped72")


def dumped(rows: bool) -> dict[str, float]:
    """How well text dumps of the pages are read; the weights for that were learned from these pages. `rows`: each
    item on one line, of which nothing was learned."""
    import dumps

    return dict(dumps.figures([CORPUS / "pages"], dumps.Style(rows=rows)))


def places_told() -> dict[str, float]:
    """F1, precision and recall of the countries of items."""
    import places

    return dict(places.figures())


def stories_joined() -> dict[str, dict[str, float]]:
    """How well labelled stories are joined."""
    import joined

    return joined.figures()


def slack(part: str) -> float:
    """How far below its floor a figure may lie: joining depends on how a processor rounds, the rest on nothing."""
    import joined

    return joined.SLACK if part.startswith("join") else SLACK


def against_floors(found: dict[str, dict[str, float]]) -> int:
    import joined

    pinned = json.loads(FLOORS.read_text("utf-8"))
    if pinned["corpus"] != digest():
        print("The floors were pinned on another corpus: pin them anew with --pin.", file=sys.stderr)
        return 1
    fallen = [
        f"{part} {field}: {found[part].get(field, 0.0):.4f} is below the floor of {floor:.4f}"
        for part, floors in pinned["floors"].items()
        # What needs an encoder is measured only where one is installed.
        if part in found or part != joined.OPTIONAL
        for field, floor in floors.items()
        if found[part].get(field, 0.0) < floor - slack(part)
    ]
    print("\n".join(fallen) if fallen else "No figure is below its floor.")
    return 1 if fallen else 0


def pin(found: dict[str, dict[str, float]], lower: bool) -> int:
    before = json.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    kept = {
        part: {f: v if lower else max(v, before.get(part, {}).get(f, 0.0)) for f, v in values.items()}
        for part, values in found.items()
    }
    kept |= {part: floors for part, floors in before.items() if part not in found}
    FLOORS.write_text(json.dumps({"corpus": digest(), "floors": kept}, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"Pinned in {FLOORS.name}.")
    return 0


def table(found: dict[str, dict[str, float]]) -> None:
    fields = list(dict.fromkeys(f for values in found.values() for f in values))
    print(f"{'':20}" + "".join(f"{part:>9}" for part in found))
    for field in fields:
        print(f"{field:20}" + "".join(f"{v[field]:9.4f}" if field in v else f"{'':9}" for v in found.values()))


def cpu(work: Callable[[], object], rounds: int = 5) -> float:
    """Processor seconds of the quickest of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def speed() -> int:
    from selectolax.lexbor import LexborHTMLParser

    pages = [d for _, d in documents(CORPUS / "pages")]
    texts = [d for _, d in documents(CORPUS / "texts")]
    bare = cpu(lambda: [LexborHTMLParser(d.body) for d in pages])
    whole = cpu(lambda: [read(d) for d in pages])
    told = cpu(lambda: [read(d) for d in texts])
    print(f"bare parse    {len(pages) / bare:8.0f} pages a second of processor time")
    print(f"pages read    {len(pages) / whole:8.0f} pages a second, {whole / bare:.2f} times the bare parse")
    print(f"texts read    {len(texts) / told:8.0f} texts a second")
    for part in ("pages", "texts"):
        paths = [path for path in sorted((CORPUS / part).iterdir()) if path.suffix in TYPES]
        took = [_command(path) for path in paths[::8]]
        print(
            f"{part} by hand {statistics.median(took):8.2f} seconds from the start of `standfirst read` to its end"
        )
    return 0


def _command(path: Path) -> float:
    """Seconds that `standfirst read` takes for a file, the quicker of two: a start, one document, an end."""
    command = [
        sys.executable,
        "-c",
        "import sys; from standfirst.cli import main; sys.exit(main())",
        "read",
        str(path),
    ]
    times = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def beside_peers() -> int:
    """Every peer and ourselves on the same pages: means of the scorer, and pages a second."""
    import peers

    pages = list(documents(CORPUS / "pages"))
    labels = {name: json.loads((CORPUS / "pages" / f"{name}.json").read_text("utf-8")) for name, _ in pages}
    ours = {"standfirst": lambda body, url: answer(read(Document(url, body, "text/html")))["items"]}
    fields = ("precision", "recall", "F1", "headline", "standfirst_given", "published", "exact")
    print(f"{'':24}" + "".join(f"{f:>17}" for f in (*fields, "pages a second")))
    for name, peer in (ours | peers.peers()).items():
        start = time.process_time()
        found = {n: _attempt(peer, d) for n, d in pages}
        rate = len(pages) / (time.process_time() - start)
        means = mean_figures(labels, found)
        print(f"{name:24}" + "".join(f"{means.get(f, 0.0):17.3f}" for f in fields) + f"{rate:17.1f}")
    return 0


def _attempt(peer: Callable[[bytes, str], list[dict[str, Any]]], document: Document) -> list[dict[str, Any]]:
    try:
        return peer(document.body, document.url)
    except Exception:  # a peer that fails on a page finds nothing on it
        return []


def mean_figures(labels: dict[str, dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    score = scorer().score
    total: dict[str, list[float]] = {}
    for name, label in labels.items():
        for field, value in score(label, found[name]).items():
            total.setdefault(field, []).append(value)
    return {field: sum(values) / len(values) for field, values in total.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true", help="with --pin: let a floor fall")
    parser.add_argument("--per-document", action="store_true")
    args = parser.parse_args()
    gc.set_threshold(SELDOM)  # as the command line does
    if args.folder:
        if not args.out or not args.folder.is_dir():
            parser.error("a folder of documents and --out are needed")
        return write_answers(args.folder, args.out)
    if not CORPUS.is_dir():
        print("The corpus is not beside the project: skipped.")
        return 0
    if args.speed:
        return speed()
    if args.peers:
        return beside_peers()
    found = measured(args.per_document)
    table(found)
    return pin(found, args.lower) if args.pin else against_floors(found)


if __name__ == "__main__":
    sys.exit(main())
