"""The command ``train`` says in one sentence what is missing."""

from importlib.util import find_spec

import pytest

from helpers.__main__ import main


@pytest.mark.skipif(find_spec("torch") is not None, reason="PyTorch is installed here")
def test_without_pytorch_it_says_how_to_install_it(tmp_path, capsys):
    assert main(["train", "tone", str(tmp_path), str(tmp_path)]) == 2
    assert "training needs the package torch: helpers/training/README.md" in capsys.readouterr().err


def test_a_file_without_articles_is_refused(tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text("", encoding="utf-8")
    assert main(["train", "attribution", str(path)]) == 2
    assert "gold.jsonl holds no annotated article" in capsys.readouterr().err
