"""Fuzz: made-up inputs for the readers, the pairing of quotation marks, speakers and exchange.

    make fuzz MINUTES=30

Hypothesis makes texts and files of pieces that have broken readers before. Each target is given new
ones in turn until the time is over. Ends with 1 and the smallest input where one breaks a promise;
a find becomes a test in the folder of its package.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from helpers.__main__ import main as command_line
from helpers.analysis import analyse_many
from helpers.article import Article, ArticleError, article_from_text, load_article
from helpers.article.quotation_marks import find_quotations
from helpers.article.table_rows import FORMS
from helpers.article.whole_files import guarded, unguarded
from helpers.corpus.inputs import batches, find_sources, read_batch

MARKS = [*"“”\"«»„‘’'‹›`‚", "``", "''", "'''", "—", "–", "…", "\u00a0", "\u00ad"]
WORDS = (
    "Kim Roe said told reporters that the mayor of Oldwick she they it would rain Don't Donald's "
    'U.S. \'90s officials according to Mr. Dr. Lee-Moss and, but. however; asked: who? "No!" said '
    "Reuters President Smith Jr. O'Neill 3.5% $5 (Kim) [sic] @kim #tag http://a.example ½ é İ ß"
).split()
BREAKS = [" ", " ", " ", "", "\n", "\n\n", "\r\n", "\t", "  ", ". ", ", "]
PIECES = st.sampled_from([*MARKS, *MARKS, *WORDS, *WORDS, *WORDS, *BREAKS, *BREAKS])
TEXTS = st.lists(PIECES | st.text(max_size=3), min_size=3, max_size=80).map("".join)
# Texts of words and marks in which something can be said.
PROSE = st.lists(st.tuples(PIECES, st.sampled_from(BREAKS)), min_size=10, max_size=60).map(
    lambda pairs: "Mayor Kim Roe spoke. " + "".join(word + gap for word, gap in pairs)
)
TAGS = (
    "<p> </p> <div> </div> <article> </article> <q> </q> <blockquote> <br> <h1> </h1> <aside> "
    "<!-- --> <script> </script> <form> &amp; &#0; &nbsp; <a href='/'> </a> <table><tr><td> <html> "
    "<body> <title> </title> <figure><figcaption> <time> <li> <ul> <template> <svg>"
).split()
SIGNS = [*'{}[],:;|\\"=+-@#', "\t", "null", '"text"', '"title"', "text,title\n", "\ufeff", "---\n"]
CONTENTS = st.lists(
    PIECES | st.sampled_from([*TAGS, *SIGNS]) | st.text(max_size=3), min_size=1, max_size=120
).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac_roman"])
SUFFIXES = [".txt", ".md", ".html", ".mht", *FORMS, ".pdf", ".docx", ".srt", ""]
DEPTH = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def check(article: Article) -> None:
    """Every paragraph has words of the text, in order and without overlap."""
    position = 0
    for paragraph in article.paragraphs:
        assert position <= paragraph.start < paragraph.end <= len(article.text)
        position = paragraph.end


def readers(text: str, encoding: str, suffix: str, extra: bytes, place: int) -> None:
    """A file is an article, or is refused in one sentence; in a corpus it costs no other."""
    raw = text.encode(encoding, "replace")
    raw = raw[:place] + extra + raw[place:]
    if suffix == ".docx":
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w") as archive:
            archive.writestr("word/document.xml", raw)
        raw = memory.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(raw)
        for given in (path, f"{path}#1"):
            try:
                check(load_article(given, any_language=True))
            except ArticleError as error:
                assert str(error).strip().endswith("."), error
        try:
            found = find_sources(str(path), Path(folder) / "out")
        except ArticleError:
            return
        for batch in batches(found.sources, 3):
            assert len(list(read_batch(batch, any_language=True))) == batch.articles


def quotations(text: str) -> None:
    """Quotations are in order and inside their paragraphs, and none overlaps another."""
    try:
        article = article_from_text(text, any_language=True)
    except ArticleError:
        return
    check(article)
    bounds = [(p.start, p.end) for p in article.paragraphs]
    position = 0
    for quotation in find_quotations(article.text, bounds):
        start, end = bounds[quotation.paragraph]
        inner = quotation.inner
        assert position <= quotation.start <= inner[0] <= inner[1] <= quotation.end
        assert start <= quotation.start and quotation.end <= end
        position = quotation.end


def voices(texts: list[str]) -> None:
    """Every word has one voice; every span of a statement and a mention is one of the text."""
    articles = []
    for text in texts:
        try:
            articles.append(article_from_text(text, any_language=True))
        except ArticleError:
            continue
    for analysis in analyse_many(articles):
        position = 0
        for segment in analysis.segments.itertuples():
            assert position <= segment.start < segment.end, analysis.text
            assert analysis.text[segment.start : segment.end] == segment.text
            position = segment.end
        spans = [s for a in analysis.attributions for s in (*a.content, *a.cue, *a.source)]
        spans += [(m.start, m.end) for actor in analysis.actors for m in actor.mentions]
        assert all(0 <= start < end <= len(analysis.text) for start, end in spans)
        assert len(analysis.attributions_table) == len(analysis.attributions)


def exchange(lines: list[str], text: str) -> None:
    """A bad line is left out and costs no other; a guarded cell comes back."""
    assert unguarded(guarded(text)) == text
    good = json.dumps({"id": "good", "text": "“It rained”, Kim Roe said."})
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as said:
        path, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        path.write_text("\n".join([*lines, good]), encoding="utf-8", errors="replace")
        with redirect_stderr(said):
            assert command_line(["attribute", str(path), str(out)]) == 0
        assert json.loads(out.read_text(encoding="utf-8").splitlines()[-1])["id"] == "good"


# Each target with what it is given, and how many inputs a turn has.
TARGETS = {
    readers: (
        60,
        given(
            CONTENTS,
            ENCODINGS,
            st.sampled_from(SUFFIXES),
            st.binary(max_size=6),
            st.integers(0, 300),
        ),
    ),
    quotations: (1000, given(TEXTS)),
    voices: (20, given(st.lists(PROSE | TEXTS, min_size=1, max_size=8))),
    exchange: (10, given(st.lists(CONTENTS | DEPTH.map(json.dumps), max_size=4), TEXTS)),
}


def main(minutes: float) -> int:
    """Run the targets in turn until the time is over; print how often, and what broke."""
    end = time.monotonic() + 60 * minutes
    counts = dict.fromkeys((target.__name__ for target in TARGETS), 0)
    number = 0
    while time.monotonic() < end:
        number += 1
        for target, (examples, inputs) in TARGETS.items():
            run = settings(
                max_examples=examples,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink],
            )(seed(number)(inputs(target)))
            run()
            counts[target.__name__] += examples
    print(", ".join(f"{name} {count:,}" for name, count in counts.items()), "inputs; nothing broke")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
