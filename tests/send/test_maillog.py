"""What the logs of mail servers say they took."""

from __future__ import annotations

from pathlib import Path

import pytest

from standfirst.send import maillog

CASES = Path(__file__).parent.parent / "cases" / "maillog"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.log")), ids=lambda p: p.stem)
def test_a_log_names_what_the_server_took(case: Path) -> None:
    lines = case.read_text().splitlines()
    expected = [line.removeprefix("# taken: ") for line in lines if line.startswith("# taken: ")]
    told = [line for line in lines if not line.startswith("#")]
    assert {name[1:5] for name in maillog.taken(told)} == set(" ".join(expected).split())
