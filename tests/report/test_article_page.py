import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.analysis import Analysis, analyse
from helpers.annotation import Annotation
from helpers.article import article_from_text
from helpers.attribution.attribution import Attribution
from helpers.report.article_page import (
    annotated_article,
    annotated_page,
    short_names,
    speaker_cards,
)
from helpers.report.article_page.cards import Cards
from helpers.report.article_page.evidence import HEDGE, JUDGING, LABEL, VERB, Mark
from helpers.report.palette import contrast
from helpers.speakers.actor import Actor

VOID = {"meta", "br", "hr", "img", "link"}
TEXT = (
    "Rain in the north\n\nRain in the north\n\n"
    '"It will rain", Kim Roe said. Farmers hope that it will, she added, "and soon".\n\n'
    "Nobody else spoke."
)


class Reader(HTMLParser):
    """Reads HTML as strictly as XML: what is opened last must be closed first."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict]] = []
        self.seen: list[tuple[str, dict]] = []
        self.paragraphs: dict[int, str] = {}
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        inside = [attrs for _, attrs in self.stack]
        if any("nv-label" in attrs.get("class", "") for attrs in inside):
            return
        for attrs in inside:
            if "data-paragraph" in attrs:
                number = int(attrs["data-paragraph"])
                self.paragraphs[number] = self.paragraphs.get(number, "") + data

    def having(self, name):
        return [attrs for _, attrs in self.seen if name in attrs.get("class", "").split()]


def annotation_of(text: str) -> Annotation:
    article = article_from_text(text, any_language=True, normalise_newlines=False)
    return Annotation(article, (), (), (), ())


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def said(content, cue=(), source=(), kind="direct", speaker="", **more) -> Attribution:
    return Attribution(
        tuple(content), tuple(cue), tuple(source), kind, "r", speaker=speaker, **more
    )


KIM = Actor("Kim Roe", "person", "a forecaster", False, (), ())
SAID = [
    said([span('"It will rain"')], [span("said")], [span("Kim Roe")], speaker="Kim Roe"),
    said(
        [span("Farmers hope that it will"), span('"and soon"')],
        [span("added")],
        [span("she")],
        "mixed",
        "Kim Roe",
    ),
    said(
        [span("that it will")],
        [span("hope")],
        [span("Farmers")],
        "indirect",
        "Farmers",
        speech=False,
        nested_in=1,
    ),
]


def analysis_of(text=TEXT, attributions=SAID, actors=(KIM,)) -> Analysis:
    return Analysis(annotation_of(text), tuple(attributions), tuple(actors))


def read(text=TEXT, attributions=SAID, actors=(KIM,)) -> Reader:
    return Reader(annotated_article(analysis_of(text, attributions, actors), ()))


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: tuple(sorted(pair)))
attributions_at_random = st.lists(
    st.builds(
        Attribution,
        content=st.lists(spans, max_size=3).map(tuple),
        cue=st.lists(spans, max_size=2).map(tuple),
        source=st.lists(spans, max_size=2).map(tuple),
        kind=st.sampled_from(["direct", "indirect", "mixed"]),
        rule=st.sampled_from(["a", '"><script>']),
        speech=st.booleans(),
        nested_in=st.none() | st.just(0),
        speaker=st.sampled_from(["", "Kim", 'Ann "<b>" O\'Poe & Co']),
    ),
    max_size=6,
)


@given(
    text=st.text(st.sampled_from("ab .\n\r<>&\"'é\U0001f600"), min_size=1, max_size=60).filter(
        lambda text: any(c.isalnum() for c in text)
    ),
    attributions=attributions_at_random,
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_spans_leave_the_text_whole_and_the_html_well_formed(text, attributions):
    annotation = annotation_of(text)
    reader = read(text, attributions, ())
    expected = {i: text[p.start : p.end] for i, p in enumerate(annotation.article.paragraphs)}
    assert reader.paragraphs == expected
    tags = {tag for tag, _ in reader.seen}
    assert "script" not in tags
    ids = [attrs["id"] for _, attrs in reader.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert sum(identity.startswith("nv-row-") for identity in ids) == len(attributions)


@given(attributions_at_random)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_character_of_a_content_stands_inside_its_marks(attributions):
    text = "abcdefghij klmnopqrstu vwxyz " * 3
    html = annotated_article(analysis_of(text, attributions, ()), ())
    end = annotation_of(text).article.paragraphs[0].end
    marked = [0] * len(text)
    position = 0
    body = html[html.index("data-paragraph") :]
    body = body[body.index(">") + 1 : body.index("</p>")]
    body = re.sub(r'<(span|sup) class="nv-label".*?</\1>', "", body)
    depth = 0
    for piece in re.split(r"(<[^>]*>)", body):
        if piece.startswith("<span"):
            depth += 1
        elif piece == "</span>":
            depth -= 1
        elif not piece.startswith("<"):
            for i in range(position, position + len(piece)):
                marked[i] = depth
            position += len(piece)
    expected = [
        sum(start <= i < stop for a in attributions for start, stop in a.content if start < stop)
        for i in range(end)
    ]
    assert marked[:end] == expected


def test_text_from_outside_is_escaped():
    text = 'Title <script>alert(1)</script>\n\n"Yes" & <img src=x onerror=alert(2)>, "Bo" said it.'
    name = "Bo\" onmouseover='alert(3)'<script>"
    attributions = [said([span('"Yes"', text)], [], [span('"Bo"', text)], speaker=name)]
    actor = Actor(name, "person", "</style><script>alert(4)</script>", False, (), ())
    page = annotated_page(analysis_of(text, attributions, [actor]))
    reader = Reader(page)
    assert "script" not in {tag for tag, _ in reader.seen}
    assert "img" not in {tag for tag, _ in reader.seen}
    assert all(not key.startswith("on") for _, attributes in reader.seen for key in attributes)
    (content,) = reader.having("nv-content")
    assert content["title"] == f"{name}: quoted; rule: r"
    assert page.count("<script") == 0


def test_signs_that_html_cannot_hold_are_replaced_one_by_one():
    text = "a\0b\ud800c " + "x" * 3000
    (words,) = read(text, [], ()).paragraphs.values()
    assert words == "a\ufffdb\ufffdc " + "x" * 3000
    annotated_page(analysis_of(text, [], ())).encode("utf-8")


def test_each_content_bears_its_speaker_its_kind_and_its_number():
    reader = read()
    contents = reader.having("nv-content")
    lines = [re.search("border-bottom:(.*?) #", c["style"]).group(1) for c in contents]
    assert lines == ["2px solid", "4px double", "2px dotted", "4px double"]
    assert [c["title"] for c in contents] == [
        "Kim Roe: quoted; rule: r",
        "Kim Roe: partly quoted; rule: r",
        "Farmers: belief, act or topic, not counted as speech; rule: r",
        "Kim Roe: partly quoted; rule: r",
    ]
    assert "background-color" in contents[0]["style"]
    assert "background-color" not in contents[2]["style"]
    assert 'Roe: "It will rain"1, Kim Roe said.' in reader.text
    assert "Roe: Farmers hope Farmers: that it will32, she added" in reader.text
    assert len(reader.having("nv-source")) == 3
    assert len(reader.having("nv-cue")) == 3


def test_a_crossing_content_has_its_label_and_its_id_once():
    text = "one two three four five six seven"
    crossing = [said([span("one two three four", text)]), said([span("three four five six", text)])]
    reader = read(text, crossing, ())
    assert len(reader.having("nv-content")) == 3
    assert reader.text.count("one two unattributed: three four1 five six2 seven") == 1


def test_a_content_of_two_paragraphs_is_marked_in_both():
    text = 'Kim said:\n\n"It rains.\n\n"It pours." So she left for good.'
    reader = read(text, [said([(11, text.index(" So"))], speaker="Kim")], ())
    assert len(reader.having("nv-content")) == 2
    assert [c.get("id") for c in reader.having("nv-content")] == ["nv-text-1", None]
    assert reader.text.count("Kim: ") >= 2


def test_links_lead_to_the_card_and_back():
    reader = read()
    ids = {attrs["id"] for _, attrs in reader.seen if "id" in attrs}
    targets = Counter(a["href"][1:] for _, a in reader.seen if "href" in a)
    assert set(targets) <= ids
    assert {f"nv-{kind}-{n}" for kind in ("text", "row") for n in (1, 2, 3)} <= set(targets)
    assert targets["nv-row-2"] == 2


def test_a_card_has_every_statement_in_the_articles_words():
    text = read().text
    cards = text[text.index("A number leads") :]
    assert "Kim Roe, a forecaster" in cards
    assert '1 "It will rain", Kim Roe said quoted; rule: r' in cards
    assert '2 Farmers hope that it will, she added, "and soon" partly quoted; rule: r' in cards
    told = "belief, act or topic, not counted as speech; inside no. 2; rule: r"
    assert f"3 Farmers hope that it will {told}" in cards


def test_evidence_is_marked_in_the_words_that_are_the_speakers():
    marks = [
        Mark(*span("rain"), JUDGING, "−"),
        Mark(*span("said"), VERB, "asserts"),
        Mark(*span("Kim"), LABEL, "a name, and not among the words said"),
        Mark(*span("hope"), HEDGE, "hedge"),
        Mark(*span('"It will rain"'), LABEL, "whole", whole="Kim Roe"),
    ]
    colours = {"Kim Roe": "#0072B2"}
    cards = Cards(annotation_of(TEXT), SAID[:1], {}, colours, {}, marks, {}, "")
    reader = Reader(cards.html(key=(JUDGING, HEDGE)))
    assert [mark["title"] for mark in reader.having("nv-mark")] == [
        "evaluative word: −",
        "reporting verb: asserts",
    ]
    assert "rain−" in reader.text and "saidasserts" in reader.text
    assert "the coding adds: label (whole)" in reader.text
    assert "Marked: evaluative word, hedge." in reader.text


def test_cards_of_a_whole_article_lead_to_its_page_and_tell_the_narration():
    article = article_from_text(
        "Storm in Alba\n\nThe terrible storm killed two people on Monday, and nobody was warned. "
        '"We may have failed them," Mayor Kim Roe said. The dead were farmers, she claimed.',
        any_language=True,
    )
    reader = Reader(speaker_cards(analyse(article), narration=True).data)
    links = [attrs["href"] for _, attrs in reader.seen if "href" in attrs]
    assert all(link.startswith("00_overview.ipynb#nv-") for link in links)
    assert "00_overview.ipynb#nv-paragraph-1" in links
    assert "named with the title “Mayor”" in reader.text
    assert "mayhedge" in reader.text and "claimeddistancing" in reader.text
    assert "The terrible− storm killed" in reader.text


def test_the_key_tells_speech_and_beliefs_apart():
    text = read().text
    assert "Kim Roe: in another's words" in text
    assert "Marked as belief, act or topic, not counted as speech: Farmers." in text


@pytest.mark.cases
def test_short_names_stay_unique(names, persons, expected):
    assert list(short_names(names, persons).values()) == expected


def test_coloured_text_can_be_read():
    html = annotated_article(analysis_of(), ())
    assert "border-left:4px solid #0072B2" in html
    pairs = re.findall(r"background-color:(#\w{6});color:(#\w{6})", html)
    assert len(pairs) > 4
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def test_the_page_is_a_whole_document():
    page = annotated_page(analysis_of())
    reader = Reader(page.removeprefix("<!DOCTYPE html>"))
    tags = Counter(tag for tag, _ in reader.seen)
    assert page.startswith("<!DOCTYPE html>")
    assert reader.seen[0] == ("html", {"lang": "en"})
    assert tags["h1"] == tags["title"] == tags["main"] == 1
    assert "<title>Who says what: Rain in the north</title>" in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)
    assert {"charset": "utf-8"} in [attrs for tag, attrs in reader.seen if tag == "meta"]


def test_a_carriage_return_is_written_so_that_no_browser_changes_it():
    line = "a line of words that an old mail program broke in the middle"
    wrapped = "\n".join([line] * 5) + " and\rwent on"
    annotation = annotation_of(wrapped + "\n\nThe end.")
    assert len(annotation.article.paragraphs) == 2
    html = annotated_article(Analysis(annotation, (said([(2, 20)]),), ()), ())
    assert "\r" not in html
    assert Reader(html).paragraphs[0] == wrapped


def test_an_article_without_statements_says_so():
    assert "Nobody is quoted or paraphrased" in read(attributions=[]).text
