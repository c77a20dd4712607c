"""The inputs of a corpus: what is found, how it is portioned, and that every row comes back."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, ArticleError, load_article
from helpers.article.table_rows import Rows
from helpers.corpus.inputs import Found, Source, batch_size, batches, find_sources, read_batch

TEXT = (
    "The mayor of the town said on Monday that the bridge would open again in spring.\n\nIt rained."
)
OUT = Path("elsewhere")


def found(path: Path | str) -> Found:
    return find_sources(str(path), OUT)


def read_all(path: Path | str, size: int = 3) -> list[tuple[int, str, str]]:
    """Number, name and text (or reason) of every article of an input."""
    rows = []
    for batch in batches(found(path).sources, size):
        for read in read_batch(batch, any_language=True):
            is_good = isinstance(read.article, Article)
            rows.append(
                (read.number, read.identifier, read.article.text if is_good else str(read.article))
            )
    return rows


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


ROWS = [{"id": f"a{n}", "text": f"Number {n}.\n{TEXT}"} for n in range(7)]


def parquet(rows: list[dict], **more: object) -> bytes:
    memory = io.BytesIO()
    pd.DataFrame(rows).to_parquet(memory, **more)
    return memory.getvalue()


TABLES = {
    "a.jsonl": "\n\n".join(map(json.dumps, ROWS)) + "\n",
    "no-end.ndjson": "\n".join(map(json.dumps, ROWS)),
    "mac.jsonl": "\r\n".join(map(json.dumps, ROWS)),
    "a.json": json.dumps(ROWS),
    "lines.json": "\n".join(map(json.dumps, ROWS)),
    "a.csv": pd.DataFrame(ROWS).to_csv(index=False),
    "semicolons.csv": pd.DataFrame(ROWS).to_csv(index=False, sep=";"),
    "a.tsv": pd.DataFrame(ROWS).to_csv(index=False, sep="\t"),
    "dos.csv": pd.DataFrame(ROWS).to_csv(index=False, lineterminator="\r\n"),
    "mark.csv": b"\xef\xbb\xbf" + pd.DataFrame(ROWS).to_csv(index=False).encode(),
    "a.parquet": parquet(ROWS),
    "groups.parquet": parquet(ROWS, row_group_size=2),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_every_row_of_a_table_comes_back_in_any_portions(tmp_path, name, size):
    path = write(tmp_path, name, TABLES[name])
    assert read_all(path, size) == [(n, row["id"], row["text"]) for n, row in enumerate(ROWS)]


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=40),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_texts_with_any_quotes_and_line_breaks_come_back_from_a_csv_file(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], size: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["note", "text"])
        writer.writerows(("a, “b”", f"word {text}") for text in texts)
    read = [text for _, _, text in read_all(path, size)]
    kept = [text if "no words" not in text and "not plain" not in text else None for text in read]
    assert len(read) == len(texts)
    for got, text in zip(kept, texts, strict=True):
        assert got is None or got == f"word {text}"


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 40))
def test_batches_hold_each_article_once_in_order(sizes: list[int], size: int) -> None:
    sources = [
        Source(Path(f"{n}.csv"), str(n), "", Rows("separated", rows))
        for n, rows in enumerate(sizes)
    ]
    made = list(batches(sources, size))
    assert [batch.number for batch in made] == list(range(len(made)))
    assert all(batch.articles == size for batch in made[:-1])
    rows = [
        (portion.name, portion.table.first + row)
        for batch in made
        for portion in batch.portions
        for row in range(portion.rows)
    ]
    assert rows == [(str(n), row) for n, many in enumerate(sizes) for row in range(many)]
    firsts = [batch.first for batch in made]
    assert firsts == [n * size for n in range(len(made))]


def test_batches_grow_with_the_corpus_up_to_a_limit() -> None:
    sizes = [batch_size(n) for n in (1, 1000, 50_000, 10**6, 10**8)]
    assert sizes == [32, 32, 50, 256, 256]


def test_a_folder_holds_files_of_all_forms_but_no_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path, "news/2001/b.txt", TEXT)
    write(tmp_path, "news/2001/a.html", f"<html><body><article><p>{TEXT}</p></article></body>")
    write(tmp_path, "news/more.jsonl", TABLES["a.jsonl"])
    write(tmp_path, "news/bare", TEXT)
    write(tmp_path, "news/picture.jpg", b"\xff\xd8\xff")
    write(tmp_path, "news/.hidden/c.txt", TEXT)
    all_of_it = found(tmp_path / "news")
    names = [source.name for source in all_of_it.sources]
    assert names == ["2001/a.html", "2001/b.txt", "bare", "more.jsonl"]
    assert all_of_it.left_out == ("picture.jpg",)
    assert all_of_it.articles == 3 + len(ROWS)
    identifiers = [identifier for _, identifier, _ in read_all(tmp_path / "news")]
    assert identifiers == ["2001/a.html", "2001/b.txt", "bare", *(row["id"] for row in ROWS)]


def test_a_pattern_names_files_below_its_fixed_part(tmp_path: Path) -> None:
    for name in ("x/1.txt", "x/y/2.txt", "x/y/3.html"):
        write(tmp_path, name, TEXT)
    names = [source.name for source in found(tmp_path / "x" / "**" / "*.txt").sources]
    assert names == ["1.txt", "y/2.txt"]


def test_rows_without_an_id_are_named_by_file_and_row(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.jsonl", json.dumps({"text": TEXT}) + "\n" + json.dumps({"body": TEXT})
    )
    assert [identifier for _, identifier, _ in read_all(path)] == ["a.jsonl#1", "a.jsonl#2"]


# name, content, words of the one sentence
REFUSED = [
    ("no-text.csv", "id,headline\n1,Rain\n", "has no column “text” (its columns: id, headline)"),
    ("no-text.parquet", parquet([{"id": 1}]), "has no column “text”"),
    ("empty.parquet", parquet([{"text": "a"}], row_group_size=1)[:0], "is cut short"),
    ("wide.csv", "id,text\n1,a b\n".encode("utf-16"), "is not in UTF-8"),
    ("picture.jpg", b"\xff\xd8\xff", "holds no articles"),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_table_without_articles_is_refused_in_one_sentence(tmp_path, name, content, words):
    path = write(tmp_path, name, content)
    with pytest.raises(ArticleError) as refused:
        found(path)
    assert words in str(refused.value)
    assert name in str(refused.value)


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt"])
def test_what_is_not_there_is_said(tmp_path: Path, given: str) -> None:
    with pytest.raises(ArticleError, match="There is no file or folder"):
        found(tmp_path / given)


def test_what_is_given_in_place_of_files_is_told_apart(tmp_path: Path) -> None:
    write(tmp_path, "br [2]/a.txt", TEXT)
    with pytest.raises(ArticleError, match=r"write \[\[\] for it"):
        found(tmp_path / "br [2]" / "*.txt")
    assert found(tmp_path / "br [[]2]" / "*.txt").articles == 1
    with pytest.raises(ArticleError, match="is an address"):
        found("https://example.org/a.html")


def test_results_may_not_lie_among_the_articles(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "out/articles/part-000000.parquet", TABLES["a.parquet"])
    with pytest.raises(ArticleError, match="among the articles of"):
        find_sources(str(tmp_path), tmp_path / "out")


@pytest.mark.parametrize("given", [".", "**/*.txt", "sub"])
def test_nor_where_they_would_be_articles_of_a_run_that_goes_on(tmp_path: Path, given: str) -> None:
    write(tmp_path, "sub/a.txt", TEXT)
    out = tmp_path if given == "sub" else tmp_path / "out"
    with pytest.raises(ArticleError, match="among the articles of"):
        find_sources(str(tmp_path / given), out)


@pytest.mark.parametrize("given", ["a.txt", "*.txt"])
def test_beside_single_files_there_is_a_place_for_results(tmp_path: Path, given: str) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "out/articles/part-000000.parquet", TABLES["a.parquet"])
    assert find_sources(str(tmp_path / given), tmp_path / "out").articles == 1


def test_a_name_of_bytes_that_are_no_text_can_be_stored(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"\xff.pdf"):
        try:
            (tmp_path / os.fsdecode(name)).write_text(TEXT)
        except OSError:
            pytest.skip("the file system takes no such names")
    read = read_all(tmp_path)
    assert [name for _, name, _ in read] == ["caf\ufffd.txt", "\ufffd.pdf"]
    assert read[0][2] == TEXT
    "".join(text for _, _, text in read).encode()


def test_lists_in_lists_without_end_cost_the_others_nothing(tmp_path: Path) -> None:
    deep = "[" * 200_000
    write(tmp_path, "1.json", deep)
    write(tmp_path, "2.jsonl", f"{json.dumps({'text': TEXT})}\n{deep}\n")
    read = read_all(tmp_path)
    assert [text == TEXT for _, _, text in read] == [False, True, False]


def test_whatever_a_reader_raises_costs_the_others_nothing(tmp_path, monkeypatch):
    def broken(path: Path, **more: object) -> Article:
        if path.name == "1.txt":
            raise RuntimeError("odd\nbytes")
        return load_article(path, any_language=True)

    monkeypatch.setattr("helpers.corpus.inputs.load_article", broken)
    write(tmp_path, "1.txt", TEXT)
    write(tmp_path, "2.txt", TEXT)
    read = read_all(tmp_path)
    assert [text for _, _, text in read] == ["1.txt can't be read (RuntimeError: odd bytes).", TEXT]


def test_bad_files_and_rows_cost_the_others_nothing(tmp_path: Path) -> None:
    write(tmp_path, "1.csv", "id,headline\n1,Rain\n")
    write(tmp_path, "2.jsonl", f'{json.dumps({"text": TEXT})}\n{{"text": \n[1]\n{{"text": ""}}\n')
    write(tmp_path, "3.pdf", b"%PDF-1.4 broken")
    write(tmp_path, "4.txt", b"")
    write(tmp_path, "5.txt", TEXT)
    write(tmp_path, "6.json", "{")
    write(tmp_path, "7.parquet", b"PAR1 no")
    read = read_all(tmp_path)
    words = [
        "has no column",
        TEXT,
        "article 2, is no JSON",
        "article 3, is no JSON",
        "#4 has no text",
        "3.pdf",
        "holds no words",
        TEXT,
        "is no JSON",
        "is no Parquet file",
    ]
    assert [number for number, _, _ in read] == list(range(len(words)))
    for (_, _, text), expected in zip(read, words, strict=True):
        assert expected in text


def test_half_a_character_does_not_stop_an_article(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "It \\ud83d rained \\ud83d\\ude00 today."}')
    assert read_all(path)[0][2] == "It \ufffd rained 😀 today."


def test_a_file_that_changed_after_it_was_planned_is_said_to_have(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", TABLES["a.jsonl"])
    (batch,) = batches(found(path).sources, 10)
    path.write_text(json.dumps(ROWS[0]) + "\n")
    articles = [read.article for read in read_batch(batch, any_language=True)]
    assert len(articles) == len(ROWS)
    assert isinstance(articles[0], Article)
    assert "has changed" in str(articles[-1])


def test_a_list_in_the_column_of_texts_is_the_paragraphs(tmp_path: Path) -> None:
    paragraphs = TEXT.split("\n\n")
    write(tmp_path, "a.parquet", parquet([{"text": paragraphs, "author": ["Kim", "Lee"]}]))
    write(tmp_path, "b.jsonl", json.dumps({"text": [*paragraphs, None, ""]}))
    assert [text for _, _, text in read_all(tmp_path)] == [TEXT, TEXT]
