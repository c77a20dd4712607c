"""Limits that change a result are in one file."""

import ast
import re
from pathlib import Path

from helpers import thresholds

HELPERS = Path(thresholds.__file__).parent
LIMIT = re.compile(r"_?(MIN|LEAST|THRESHOLDS?|DOUBT)(_|$)")
# Limits elsewhere, with the reason. What figures show is no result: helpers/report is left out.
ELSEWHERE = {
    "measures/codebook.py: MIN_EXAMPLES": "how a page of the codebook is written",
    "measures/tone/specifications.py: THRESHOLDS": "all of them are tried",
    "evaluation/tone_scores.py: THRESHOLDS": "the points of a curve",
}


def limits(path: Path) -> list[str]:
    """The constants of a module whose names begin as a limit's does."""
    names = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names += [t.id for t in targets if isinstance(t, ast.Name) and LIMIT.match(t.id)]
    return names


def test_no_other_module_defines_a_limit() -> None:
    paths = set(HELPERS.rglob("*.py")) - set((HELPERS / "report").rglob("*.py"))
    found = {
        f"{path.relative_to(HELPERS).as_posix()}: {name}"
        for path in paths - {HELPERS / "thresholds.py"}
        for name in limits(path)
    }
    assert found <= ELSEWHERE.keys()


def test_every_threshold_is_read_somewhere() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in HELPERS.rglob("*.py")
        if path.name != "thresholds.py"
    )
    names = [name for name in vars(thresholds) if name.isupper()]
    assert len(names) > 50
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []
