"""The cache gives what a fresh analysis gives, and gives nothing where anything has changed."""

import os
import pickle
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import analyse
from helpers.analysis import cache as analysis_cache
from helpers.annotation import tokens_table
from helpers.article import article_from_text, load_article
from helpers.commands import checks
from helpers.commands import notebooks as execution

ROOT = Path(__file__).resolve().parents[2]
TEXT = 'Mayor Kim Roe said the mill would close. "It is a sad day", Lee Moss told reporters.'


@pytest.fixture
def article():
    return article_from_text(TEXT, any_language=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache, whatever is being written in the repository."""
    monkeypatch.setenv(analysis_cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(analysis_cache, "program_unchanged", lambda: True)
    return tmp_path / "cache"


@pytest.fixture
def analysed(monkeypatch):
    """The articles that were analysed and not read from the cache."""
    seen = []

    def counting(article):
        seen.append(article)
        return fresh(article)

    fresh = analysis_cache._analysed
    monkeypatch.setattr(analysis_cache, "_analysed", counting)
    return seen


def entries(folder):
    return sorted((folder / "analyses").iterdir()) if folder.exists() else []


def same(one, other):
    assert (one.article, one.actors, one.attributions) == (
        other.article,
        other.actors,
        other.attributions,
    )
    for part in ("entities", "sentences", "quotations"):
        assert getattr(one.annotation, part) == getattr(other.annotation, part)
    pd.testing.assert_frame_equal(tokens_table(one.annotation), tokens_table(other.annotation))
    for table in ("segments", "attributions_table"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


@pytest.mark.parametrize("read", [load_article, lambda: article_from_text(TEXT)])
def test_what_is_kept_is_what_a_fresh_analysis_gives(read, folder, analysed, monkeypatch):
    first, second = analyse(read()), analyse(read())
    assert len(analysed) == 1 and len(entries(folder)) == 1
    monkeypatch.setenv(analysis_cache.VARIABLE, "0")
    same(first, analyse(read()))
    same(second, analyse(read()))
    assert len(analysed) == 3


def test_another_text_another_structure_and_another_source_are_not_found(folder, analysed, article):
    analyse(article)
    others = [
        article_from_text(TEXT.replace("sad", "good"), any_language=True),
        article_from_text(TEXT.replace(". ", ".\n\n"), any_language=True),
        replace(article, paragraphs=(replace(article.paragraphs[0], role="title"),)),
        replace(article, provenance=replace(article.provenance, source="another.txt")),
        article_from_text(TEXT, any_language=True, source="x.txt"),
    ]
    assert len({analysis_cache.cache_key(other) for other in (article, *others)}) == 6
    for other in others:
        assert analyse(other).article == other
    assert len(analysed) == 6


def test_another_program_is_not_found(folder, analysed, article, monkeypatch):
    analyse(article)
    monkeypatch.setattr(analysis_cache, "program_digest", lambda: "another")
    analyse(article)
    assert len(analysed) == 2 and len(entries(folder)) == 2


def test_where_the_program_changed_since_it_began_nothing_is_read_or_kept(
    folder, analysed, article, monkeypatch
):
    analyse(article)
    monkeypatch.setattr(analysis_cache, "program_unchanged", lambda: False)
    analyse(article)
    analyse(article_from_text("It rained.", any_language=True))
    assert len(analysed) == 3 and len(entries(folder)) == 1


def test_where_the_program_changes_meanwhile_nothing_is_kept(folder, article, monkeypatch):
    answers = iter([True, False])
    monkeypatch.setattr(analysis_cache, "program_unchanged", lambda: next(answers))
    assert analyse(article).article == article
    assert not entries(folder)


@pytest.mark.parametrize("damage", ["empty", "cut off", "other bytes", "a byte", "a folder"])
def test_a_damaged_file_is_made_anew_and_nobody_is_told(
    damage, folder, analysed, article, caplog, capfd
):
    before = analyse(article)
    (entry,) = entries(folder)
    content = entry.read_bytes()
    if damage == "a folder":
        entry.unlink()
        entry.mkdir()
    else:
        middle = len(content) // 2
        turned = content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]
        changed = {"empty": b"", "cut off": content[:middle], "a byte": turned}
        entry.write_bytes(changed.get(damage, b"\x80\x04nothing"))
    same(analyse(article), before)
    assert len(analysed) == 2
    if damage != "a folder":
        same(analyse(article), before)
        assert len(analysed) == 2  # whole again
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


class Planted:
    """What runs code when it is unpickled."""

    def __reduce__(self):
        return Path.touch, (Path(os.environ["PLANTED"]),)


@pytest.mark.parametrize("signed_with", [b"", b"another secret", None])
def test_a_planted_file_runs_no_code(signed_with, folder, analysed, article, tmp_path, monkeypatch):
    """Neither one without a signature, nor with another user's, nor one of another article."""
    before = analyse(article)
    (entry,) = entries(folder)
    monkeypatch.setenv("PLANTED", str(tmp_path / "ran"))
    content = zlib.compress(pickle.dumps(Planted()))
    if signed_with is None:
        other, secret = entry.with_name("other"), analysis_cache._secret()
        entry.write_bytes(analysis_cache._signature(content, other, secret) + content)
    else:
        entry.write_bytes(analysis_cache._signature(content, entry, signed_with) + content)
    same(analyse(article), before)
    assert not (tmp_path / "ran").exists()
    same(analyse(article), before)
    assert len(analysed) == 2


def test_the_stored_analyses_are_for_this_user_alone(folder, article, tmp_path):
    analyse(article)
    secret = tmp_path / "home" / analysis_cache._SECRET
    assert [oct(path.stat().st_mode & 0o777) for path in (folder / "analyses", secret)] == [
        *("0o700", "0o600")
    ]
    assert len(secret.read_bytes()) == 32


def test_without_a_home_that_can_be_written_to_nothing_is_kept(folder, analysed, article, tmp_path):
    (tmp_path / "home").write_text("no folder")
    assert analyse(article).article == article
    assert analyse(article).article == article
    assert len(analysed) == 2 and not entries(folder)


def test_a_folder_that_cannot_be_written_to_costs_nothing(tmp_path, folder, article, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(analysis_cache.VARIABLE, str(tmp_path / "file"))
    assert analyse(article).article == article


def test_it_is_off_where_the_environment_says_so(folder, analysed, article, monkeypatch):
    monkeypatch.setenv(analysis_cache.VARIABLE, "0")
    analyse(article)
    analyse(article)
    assert len(analysed) == 2 and not folder.exists()
    monkeypatch.delenv(analysis_cache.VARIABLE)
    assert analysis_cache.cache_folder() == ROOT / "build" / "cache"


def test_proofs_and_stored_outputs_are_made_without_it():
    proofs = [step for step in checks.STEPS if step.arguments[0] == "pytest"]
    assert len(proofs) == 2
    assert all(step.environment[analysis_cache.VARIABLE] == "0" for step in proofs)
    assert os.environ[analysis_cache.VARIABLE] == "0"  # of these tests


def test_the_notebooks_in_the_repository_are_run_without_it(tmp_path, monkeypatch):
    monkeypatch.setenv(analysis_cache.VARIABLE, "somewhere")
    assert execution.refresh(tmp_path)
    assert os.environ[analysis_cache.VARIABLE] == "0"


# Says whether the parser was needed, and what the lexicons made of a word.


def _speakers(text):
    return analyse(article_from_text(text, any_language=True)).speakers


def test_processes_may_use_it_side_by_side(folder, monkeypatch):
    texts = [TEXT, f"{TEXT} It rained.", TEXT, TEXT, f"{TEXT} It rained.", TEXT]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_speakers, texts)) == [["Lee Moss", "Kim Roe"]] * len(texts)
    assert len(entries(folder)) <= 2
