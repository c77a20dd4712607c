"""Attribution: what must hold on any text, and on the benchmark where it is there."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annotation import Annotation, annotate
from helpers.article import ArticleError, article_from_text
from helpers.attribution import Attribution, find_attributions
from helpers.attribution.cues import load_cues
from helpers.attribution.parsed_article import ParsedArticle
from helpers.attribution.rules.quoted import is_own_sentence
from helpers.attribution.spans import is_double, kind_of, overlap
from helpers.thresholds import MIN_QUOTED_WORDS

BENCHMARK = Path(__file__).resolve().parents[3] / "shared/benchmarks/attribution/polnear-dev.jsonl"

WORDS = [
    "“", "”", '"', "'", "’", "‘", "said", "says", "told", "according", "to", "Kim", "Lee", "he",
    "who", "that", "it", "rained", "called", "the", "plan", "a", "lie", "because", "of", "claim",
    ",", ".", ":", "—", "\n", "\n\n", "and", "added", "reportedly", "was", "asked", "by", "them",
    "We", "will", "go", "KIM:", "“We will all go now.”", "?", "!", "😀",
]  # fmt: skip


def check(annotation: Annotation, found: list[Attribution]) -> None:
    text = annotation.text
    assert [a.content[0] for a in found] == sorted(a.content[0] for a in found)
    for number, a in enumerate(found):
        for spans in (a.content, a.cue, a.source):
            end = -1
            for start, stop in spans:
                assert 0 <= start < stop <= len(text)
                assert start > end or (start == end and spans is not a.content)
                assert text[start:stop] == text[start:stop].strip()
                end = stop
        assert a.content and any(c.isalnum() for s, e in a.content for c in text[s:e])
        assert not overlap(a.content, a.cue) and not overlap(a.content, a.source)
        assert a.kind == kind_of(text, a.content, annotation.quotations)
        if a.nested_in is not None:
            assert 0 <= a.nested_in < len(found) and a.nested_in != number
            assert a.nested_in != number and found[a.nested_in].nested_in != number
    parsed = ParsedArticle(annotation, load_cues())
    for index, quotation in enumerate(annotation.quotations):
        inside = parsed.tokens_in(index)
        if quotation.words < MIN_QUOTED_WORDS or not inside or not is_double(text, quotation):
            continue
        if is_own_sentence(parsed, quotation, inside):
            covered = sum(overlap([quotation.inner], a.content) for a in found)
            assert covered > 0.4 * (quotation.inner[1] - quotation.inner[0])


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_in_any_order(words: list[str]) -> None:
    try:
        article = article_from_text(" ".join(words), any_language=True)
    except ArticleError:
        return
    annotation = annotate(article)
    check(annotation, find_attributions(annotation))


@settings(suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    try:
        article = article_from_text(text, any_language=True)
    except ArticleError:
        return
    annotation = annotate(article)
    check(annotation, find_attributions(annotation))


def test_the_same_text_gives_the_same_attributions() -> None:
    annotation = annotate(article_from_text("Kim said it rained.", any_language=True))
    assert find_attributions(annotation) == find_attributions(annotation)


def test_time_grows_with_length_and_no_faster() -> None:
    text = "“It rained,” Kim said. Lee denied that it rained, adding that the sun shone.\n\n"

    def seconds(times: int) -> float:
        annotation = annotate(article_from_text(text * times, any_language=True))
        best = []
        for _ in range(2):
            start = time.process_time()
            find_attributions(annotation)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(120) < 12 * seconds(30)


@pytest.mark.skipif(not BENCHMARK.exists(), reason="PolNeAR is not beside the repository")
def test_invariants_hold_on_real_articles() -> None:
    with BENCHMARK.open(encoding="utf-8") as lines:
        for line in islice(lines, 6):
            article = article_from_text(
                json.loads(line)["text"], any_language=True, normalise_newlines=False
            )
            annotation = annotate(article)
            check(annotation, find_attributions(annotation))
