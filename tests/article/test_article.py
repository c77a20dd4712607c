"""Article: roles of paragraphs, notes, and every input that can't be analysed."""

from __future__ import annotations

import hashlib
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import (
    Article,
    ArticleError,
    article_from_text,
    load_article,
    paragraphs_table,
)

ENGLISH = (
    "Ministers meet over the harvest\n\nThe ministers met on Monday in the old town hall. "
    "They said that the harvest had been poor this year and that prices would rise.\n"
)


def roles(text: str) -> list[tuple[str, str]]:
    article = article_from_text(text, any_language=True)
    return [(p.role, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.cases
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


PROSE = "The river rose by four metres in one night."


@pytest.mark.cases
def test_a_line_alone_is_a_subheading_only_where_nothing_speaks_against_it(line, expected):
    text = f"Rain is near\n\n{PROSE}\n\n{line}\n\n{PROSE.replace('rose', 'fell')}"
    assert [role for role, _ in roles(text)] == ["title", "body", expected, "body"]


@pytest.mark.cases
def test_a_subheading_stands_between_paragraphs(text: str, expected: list[str]) -> None:
    assert [role for role, _ in roles(text)] == expected


@pytest.mark.cases
def test_what_a_form_marks_as_heading_is_one(marked: str, expected: str) -> None:
    text = f"Rain\n\n{PROSE}\n\n{marked.strip()}\n\n{PROSE}"
    article = article_from_text(text, any_language=True, headings=["Rain", marked.strip()])
    assert [p.role for p in article.paragraphs] == ["title", "body", expected, "body"]


def test_a_page_of_nothing_but_headings_keeps_its_words() -> None:
    article = article_from_text(f"Rain\n\n{PROSE}", any_language=True, headings=["Rain", PROSE])
    assert [p.role for p in article.paragraphs] == ["title", "body"]


def test_subheadings_are_told_and_neither_counted_nor_searched_for_speakers() -> None:
    from helpers.analysis import analyse

    text = (
        "Rain is near\n\nThe river rose, Kim Lee said.\n\nMinistry under fire\n\n"
        "“Nobody warned us of the rain,” she said.\n"
    )
    found = analyse(article_from_text(text, any_language=True))
    assert [a.speaker for a in found.attributions] == ["Kim Lee", "Kim Lee"]
    assert "subheading: paragraph 2 (“Ministry under fire”)" in found.article.provenance.notes[0]
    assert "subheading" not in set(found.segments["role"])


@pytest.mark.cases
def test_what_stands_below_an_announcement_belongs_to_it(lines, expected):
    text = "\n\n".join(["Rain is near", PROSE, PROSE.replace("rose", "fell"), *lines])
    assert [role for role, _ in roles(text)][3:] == expected


def test_comments_counted_above_an_article_end_nothing() -> None:
    assert roles(f"Rain\n\n3 comments\n\n{PROSE}\n\nIt fell again.")[2][0] == "body"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the harvest had been poor this year and prices were to rise"
    text = (
        f"Harvest poor\n\nThey said that\n{line}\n{line}\n{line}\n{line}\n\nNobody was glad of it."
    )
    assert [role for role, _ in roles(text)] == ["title", "body", "body"]


def test_a_passage_is_body_whatever_it_looks_like() -> None:
    article = article_from_text("Photo: Kim Roe\nShe left.", any_language=True, passage=True)
    assert {paragraph.role for paragraph in article.paragraphs} == {"body"}


def test_line_ends_are_normalised_unless_told_otherwise() -> None:
    assert article_from_text("A b\r\n\r\nC d.", any_language=True).text == "A b\n\nC d."
    kept = article_from_text("A b\r\n\r\nC d.", any_language=True, normalise_newlines=False)
    assert [kept.text[p.start : p.end] for p in kept.paragraphs] == ["A b", "C d."]


def test_title_falls_back_on_the_first_words() -> None:
    assert (
        article_from_text("It rained all day.", any_language=True).title == "It rained all day. …"
    )
    assert article_from_text("Rain\n\nIt rained.", any_language=True).title == "Rain"


@pytest.mark.cases
def test_what_is_odd_is_noted(text: str, words: str) -> None:
    notes = article_from_text(text, any_language=True).provenance.notes
    assert any(words in note for note in notes), notes


def test_a_file_that_nobody_may_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "article.txt"
    path.write_text(ENGLISH)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ArticleError, match="Permission denied"):
        load_article(path)


def test_a_byte_order_mark_is_dropped_and_the_digest_is_of_the_file(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + ENGLISH.encode()
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    article = load_article(path)
    assert article.text == ENGLISH
    assert article.provenance.sha256 == hashlib.sha256(raw).hexdigest()
    assert article.provenance.source == "article.txt"


def test_the_bundled_article_loads_with_both_headlines() -> None:
    article = load_article()
    assert [p.role for p in article.paragraphs].count("title") == 1
    table = paragraphs_table(article)
    assert list(table.columns) == ["paragraph", "start", "end", "role", "words", "text"]
    assert all(
        article.text[start:end] == text
        for start, end, text in zip(table["start"], table["end"], table["text"], strict=True)
    )


@given(st.text(max_size=200))
def test_any_text_gives_ordered_paragraphs_or_a_clear_error(text: str) -> None:
    try:
        article = article_from_text(text, any_language=True)
    except ArticleError as error:
        assert str(error).endswith((".", "."))
        return
    assert isinstance(article, Article)
    end = 0
    for paragraph in article.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(article.text)
        words = article.text[paragraph.start : paragraph.end]
        assert words == words.strip() and any(c.isalnum() for c in words)
        end = paragraph.end


@pytest.mark.cases
def test_headlines_with_quotations_and_bylines(text: str, expected: list[str]) -> None:
    assert [role for role, _ in roles(text)] == expected


def test_one_note_for_each_kind() -> None:
    text = "Rain\n\n" + "It rained.\n\n" * 40
    notes = article_from_text(text, any_language=True).provenance.notes
    assert notes == (
        "An earlier paragraph is repeated, word for word, as paragraphs 2, 3, 4, 5, 6, 7 and "
        "33 others.",
        "There are no quotation marks: speech is found by its wording alone.",
    )


def test_a_quotation_that_goes_on_has_its_speaker() -> None:
    going_on = "“It will rain,” Kim said. “And then it will snow.”"
    assert not article_from_text(going_on, any_language=True).provenance.notes


ALIASES = "".join(f"{n}: &{n} [{f'*{p}, ' * 9}]\n" for p, n in pairwise("abcdefghij"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rain " + " " * 90_000 + "fell.", "a.txt"),
        ("Rain\n\n" + "\u00a0" * 90_000 + "fell.", "a.txt"),
        ("Rain\n\n" + ", " * 45_000 + "fell.", "a.txt"),
        ("\n\n".join(f"“It rained on day {n} of the year.”" for n in range(20_000)), "a.txt"),
        ("\n\n".join(f"It rained on day {n} of the year." for n in range(20_000)), "a.txt"),
        ("<!---->" * 240 + "It rained.", "a.txt"),
        (f"---\na: &a [x, x]\n{ALIASES}author: *j\n---\nIt rained.", "a.md"),
    ],
)
def test_the_time_for_a_text_grows_no_faster_than_the_text(tmp_path, text, name) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    began = time.process_time()
    load_article(tmp_path / name, any_language=True)
    assert time.process_time() - began < 15  # with the square of its length it would be minutes


@pytest.mark.parametrize(
    ("raw", "lost"),
    [
        ("“It rained,” said Kim Roe. “It’s over.”".encode() + b" \x96 really", 1),
        ("“It rained,” said Kim Roe. “It’s over.”".encode()[:-1], 1),
        (b"It rained \x96 said Kim Roe", 0),  # no letter beyond ASCII but in Windows-1252
        ("“It rained,” said Kim Roe.".encode("utf-16-le"), 0),
        ("“It rained,” said Kim Roe.".encode() + bytes(1) + b" again" * 200, 0),
        (b"It rained and rained" + b" again" * 200 + b" \xef\xbf.", 1),  # in no encoding
    ],
)
def test_letters_that_are_lost_cost_no_others(tmp_path: Path, raw: bytes, lost: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    article = load_article(path, any_language=True)
    assert article.text.count("\ufffd") == lost
    assert article.text.startswith(("“It rained,” said Kim", "It rained – ", "It rained and"))
    notes = [note for note in article.provenance.notes if " could not be read" in note]
    assert len(notes) == bool(lost)


def test_an_error_of_a_users_making_is_one_sentence_in_a_notebook() -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbformat.v4 import new_code_cell, new_notebook

    source = "from helpers.article import load_article; load_article('nowhere.txt')"
    notebook = new_notebook(cells=[new_code_cell(source)])
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.ename == "ArticleError" and output.traceback == [output.evalue]
