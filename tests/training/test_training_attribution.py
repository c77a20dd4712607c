"""What the token model learns from, and where it may be written; needs the training environment."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("torch", reason="training has an environment of its own")
pytest.importorskip("tokenizers", reason="training has an environment of its own")

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution.engine import read
from helpers.training.attribution.__main__ import main
from helpers.training.attribution.fit import examples_of

TEXT = "Kim said it rained. Lee says it snowed."


class Words:
    """A tokenizer whose pieces are words and marks."""

    def encode(self, text: str, *, add_special_tokens: bool) -> SimpleNamespace:
        found = list(re.finditer(r"\w+|[^\w\s]", text))
        return SimpleNamespace(ids=[1] * len(found), offsets=[m.span() for m in found])


def test_marked_cues_are_learned_as_such_and_others_as_none() -> None:
    gold = {"content": [[9, 18]], "cue": [[4, 8]], "source": [[0, 3]]}
    reading, candidates = read(annotate(article_from_text(TEXT, any_language=True)))
    document = {"id": "a", "text": TEXT, "attributions": [gold]}
    marked, other = examples_of(Words(), document, reading, candidates)  # type: ignore[arg-type]
    assert marked.reports and not other.reports
    assert marked.content == (False, False, True, True, False)
    assert marked.source == (True, False, False, False, False)
    assert not any(other.content) and not any(other.source)


def test_nothing_learned_is_written_into_the_repository(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    inside = Path(__file__).parent / "model"
    with pytest.raises(SystemExit):
        main([str(tmp_path), str(tmp_path / "gold.jsonl"), str(inside)])
    assert "name a folder outside it" in capsys.readouterr().err and not inside.exists()
