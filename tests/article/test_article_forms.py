"""Every form of article: its text, roles, details and notes."""

from __future__ import annotations

import email.message
import json
import random
from pathlib import Path

import docx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import analyse
from helpers.article import (
    BUNDLED_ARTICLE,
    Article,
    ArticleError,
    article_from_text,
    choose_article,
    given_article,
    load_article,
    store_article,
)
from helpers.article.boilerplate import boilerplate_role
from helpers.article.quotation_marks import find_quotations

pytestmark = pytest.mark.usefixtures("read_here")

TITLE = "Ferry to Lunsay stops for winter"
BODY = [
    "The ferry to the island of Lunsay will not sail between December and March, the company "
    "that runs it said on Sunday, leaving 340 people without a daily link to the mainland.",
    "“We have looked at every other way,” said Marta Quill, the director. “The ship is old.",
    "“We owe it to the crew to say so.”",
    "Islanders were angry. ‘Nobody asked us,’ said Jon Pell, who keeps the only shop.",
    "'It is a lifeline, not a hobby,' the council wrote. \"So it is,\" Ann Roe agreed.",
    "«C’est triste», said a visitor from Brest, Anne Le Goff.",
]
TEXT = "\n\n".join([TITLE, *BODY]) + "\n"
RECORD = {
    "headline": TITLE,
    "Body": "\n\n".join(BODY),
    "publisher": "The Harbour Post",
    "published": "2024-11-03",
    "authors": ["Ada Brill"],
    "url": "https://post.example/ferry",
}
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{TITLE} | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Ada Brill">
<meta property="article:published_time" content="2024-11-03T08:15:00+00:00"></head><body>
<div id="cookie-banner"><p>We use cookies to make our site better.</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p class="byline">By Ada Brill</p>
<figure><img src="f.jpg" alt=""><figcaption>The ferry at Lunsay pier.</figcaption></figure>
<p>{BODY[0]}</p><p>{BODY[1]}</p><p>{BODY[2]}</p><div class="ad"><p>Buy a sofa.</p></div>
<p>Islanders were angry. <q>Nobody asked <q>us</q></q>, said Jon Pell.</p>
<p><a href="/r">Read more: How the ferry was saved in 1998</a></p>
<blockquote><p>{BODY[4]}</p></blockquote><p>{BODY[5]}</p>
<aside><h3>Related stories</h3><p><a href="/1">Storm closes harbour</a></p></aside>
<p>Sign up for our newsletter to get the best of the Post.</p></article></main>
<footer><p>© 2024 The Harbour Post.</p></footer></body></html>"""
QUOTED = [text.replace("‘Nobody asked us,’", "“Nobody asked ‘us’”,") for text in BODY]


def body(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role == "body"]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for words in BODY:
        document.add_paragraph(words)
    document.add_paragraph("The ferry at the pier.", style="Caption")
    document.add_table(1, 1).cell(0, 0).text = "Ships: 1"
    document.core_properties.author = "Ada Brill"
    document.save(str(path))
    return path


def archive(path: Path) -> Path:
    message = email.message.EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = TITLE
    message.set_content(PAGE.replace("utf-8", "iso-8859-1"), subtype="html", cte="base64")
    message.make_mixed()
    message.set_type("multipart/related")
    return write(path, bytes(message))


MARKDOWN = (
    f"---\ntitle: {TITLE}\nauthor: Ada Brill\ndate: 2024-11-03\noutlet: The Harbour Post\n---\n\n"
    f"# {TITLE}\n\n![The ferry](f.jpg)\n\n{BODY[0].replace('Lunsay', '**Lunsay**')}\n\n"
    f"> {BODY[1]}\n>\n> {BODY[2]}\n\n{BODY[3].replace('Jon Pell', '[Jon Pell](https://a.example)')}"
    f"\n\n{BODY[4]}\n\n- {BODY[5]}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
# name, how it is made, what is loaded (the path, or with a row), details that it has
FORMS = {
    "plain.txt": lambda path: write(path, TEXT),
    "latin.txt": lambda path: write(path, TEXT.encode("cp1252")),
    "old-mac.txt": lambda path: write(path, TEXT.encode("mac_roman")),
    "wide.txt": lambda path: write(path, TEXT.encode("utf-16")),
    "notes.md": lambda path: write(path, MARKDOWN),
    "page.html": lambda path: write(path, PAGE),
    "page.txt": lambda path: write(path, PAGE),
    "old-page.htm": lambda path: write(
        path, PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    ),
    "page.mhtml": archive,
    "word.docx": word_file,
    "one.json": lambda path: write(path, json.dumps(RECORD)),
    "list.json": lambda path: write(path, json.dumps([{"text": "Short."}, RECORD])),
    "many.jsonl": lambda path: write(
        path, json.dumps({"text": "Short."}) + "\n\n" + json.dumps(RECORD)
    ),
    "table.csv": lambda path: write(
        path, pd.DataFrame([{"Body": "Short."}, RECORD]).to_csv(index=False, sep=";")
    ),
    "markup.csv": lambda path: write(
        path,
        pd.DataFrame([{"text": "Short."}, {"text": PAGE, "title": TITLE}]).to_csv(index=False),
    ),
    "table.parquet": lambda path: (
        pd.DataFrame([{"Body": "Short."}, RECORD]).to_parquet(path) or path
    ),
}
TABLES = ("list.json", "many.jsonl", "table.csv", "markup.csv", "table.parquet")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_title_and_body_with_all_its_quotation_marks(tmp_path, name):
    path = FORMS[name](tmp_path / name)
    article = load_article(f"{path}#2" if name in TABLES else path)
    page = PAGE[:20] in path.read_text("latin-1") or name in ("page.mhtml", "markup.csv")
    assert article.title == TITLE
    assert body(article) == [
        words.replace(", who keeps the only shop", "") if page else words
        for words in (QUOTED if page else BODY)
    ]
    assert len(article.provenance.sha256) == 64
    assert article.provenance.source == name
    quotations = find_quotations(article.text, [(p.start, p.end) for p in article.paragraphs])
    assert len(quotations) == 7
    assert [q.closed for q in quotations].count(False) == 1


@pytest.mark.parametrize("name", ["plain.txt", "page.html"])
def test_the_speakers_of_texts_and_of_pages_are_found(tmp_path: Path, name: str) -> None:
    path = FORMS[name](tmp_path / name)
    analysis = analyse(load_article(f"{path}#2" if name in TABLES else path))
    direct = analysis.attributions_table.query("kind == 'direct'")
    assert {"Marta Quill", "Jon Pell", "Ann Roe", "Anne Le Goff"} <= set(direct["speaker"])


@pytest.mark.parametrize(
    "name", ["notes.md", "page.html", "page.mhtml", "one.json", "many.jsonl", "table.parquet"]
)
def test_details_are_kept(tmp_path: Path, name: str) -> None:
    path = FORMS[name](tmp_path / name)
    provenance = load_article(f"{path}#2" if name in TABLES else path).provenance
    assert provenance.title == TITLE
    assert provenance.outlet == "The Harbour Post"
    assert provenance.date == "2024-11-03"
    assert provenance.author == "Ada Brill"


def test_what_stands_around_a_page_is_left_out_and_told(tmp_path: Path) -> None:
    article = load_article(write(tmp_path / "page.html", PAGE))
    notes = "\n".join(article.provenance.notes)
    for words in (
        *("The ferry at Lunsay pier.", "By Ada Brill", "We use cookies to make", "Home"),
        *("Buy a sofa.", "Storm closes harbour", "© 2024", "Read more: How", "Sign up for our"),
    ):
        assert words in notes
        assert words not in " ".join(body(article))
    assert "trafilatura" in article.provenance.form
    assert {p.role for p in article.paragraphs} == {"title", "body"}


def test_a_page_that_is_not_free_to_read_says_so(tmp_path: Path) -> None:
    script = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script></head>'
    page = load_article(write(tmp_path / "a.html", PAGE.replace("</head>", script)))
    assert any("not free to read" in note for note in page.provenance.notes)


def test_a_transcript_keeps_its_lines(tmp_path: Path) -> None:
    lines = [
        "LOU, HOST: Welcome back. Tonight we talk about the ferry, which is to stop for good.",
        "QUILL: Thank you for having me on the show tonight.",
        "LOU: Why does the ferry have to stop now?",
    ]
    page = (
        f"<html><body><nav>Home</nav><article><h1>{TITLE}</h1><p>{'<br>'.join(lines)}</p></article>"
    )
    article = load_article(write(tmp_path / "a.html", page))
    assert body(article) == lines
    assert not any("Navigation" in note and "LOU" in note for note in article.provenance.notes)


def headed_word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(BODY[0])
    document.add_heading("Who pays?", 2)
    document.add_paragraph(BODY[1])
    own = document.styles.add_style("Between", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 3"]
    document.add_paragraph("Islanders are angry!", style="Between")
    document.add_paragraph(BODY[3])
    document.add_paragraph(BODY[4])
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("name", "made"),
    [
        (
            "a.md",
            f"# {TITLE}\n\n{BODY[0]}\n\n## *Who* pays?\n\n{BODY[1]}\n\n"
            f"Islanders are angry!\n---\n\n{BODY[3]}\n\n{BODY[4]}\n",
        ),
        (
            "a.html",
            f"<html><body><article><h1>{TITLE}</h1><p>{BODY[0]}</p><h2>Who <em>pays</em>?</h2>"
            f"<p>{BODY[1]}</p><h4>Islanders are angry!</h4><p>{BODY[3]}</p><p>{BODY[4]}</p>"
            "</article></body></html>",
        ),
        ("a.docx", headed_word_file),
    ],
)
def test_the_headings_of_a_form_are_subheadings(tmp_path: Path, name: str, made) -> None:
    path = tmp_path / name
    article = load_article(made(path) if callable(made) else write(path, made))
    assert [(p.role, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ("title", TITLE),
        ("body", BODY[0]),
        ("subheading", "Who pays?"),
        ("body", BODY[1]),
        ("subheading", "Islanders are angry!"),
        ("body", BODY[3]),
        ("body", BODY[4]),
    ]


def printed(words: list[str], left: float, top: float, space: float = 0.014) -> list:
    return [(left, top - space * n, 8, line) for n, line in enumerate(words)]


@pytest.mark.parametrize("space", [0.014, 0.018, 0.024])
def test_a_pdf_in_columns_is_read_in_order_without_heads_and_feet(make_pdf, space) -> None:
    first = [
        "    The ferry to the island will not sail this",
        "between December and March, the com-",
        "pany said, leaving the well-known mar-",
        "ket of the island without its traders now.",
        "    “We have looked at every other way,”",
        "said Marta Quill.",
        "    The minister told reporters that the ferry",
    ]
    second = [
        "would be back in April, or in May at the",
        "latest, if the money could be found.",
        "    “Nobody asked us,” said Jon Pell, who",
        "keeps the only shop on the island, well-known",
        "to all who live there and few others.",
    ]
    head = [(0.1, 0.96, 8, "The Harbour Post"), (0.5, 0.03, 8, "7")]
    again = [(0.1, 0.96, 8, "The Harbour Post"), (0.5, 0.03, 8, "8")]
    third = ["The island has 340 people and one shop,", "and in winter a helicopter."]
    title = [(0.1, 0.9, 20, TITLE)]
    columns = printed(first, 0.1, 0.82, space) + printed(second, 0.58, 0.82, space)
    path = make_pdf("paper.pdf", [head + title + columns, again + printed(third, 0.1, 0.8, space)])
    article = load_article(path)
    assert article.title == TITLE
    assert body(article) == [
        "The ferry to the island will not sail this between December and March, the company said, "
        "leaving the well-known market of the island without its traders now.",
        "“We have looked at every other way,” said Marta Quill.",
        "The minister told reporters that the ferry would be back in April, or in May at the "
        "latest, if the money could be found.",
        "“Nobody asked us,” said Jon Pell, who keeps the only shop on the island, well-known to "
        "all who live there and few others.",
        "The island has 340 people and one shop, and in winter a helicopter.",
    ]
    notes = " ".join(article.provenance.notes)
    assert "“The Harbour Post”" in notes
    assert "“7”" in notes


def test_a_pdf_printed_from_a_browser_has_the_pages_headline(make_pdf) -> None:
    menu = [(0.1, 0.94, 9, "Your privacy"), (0.1, 0.91, 9, "News"), (0.1, 0.88, 9, "Sport")]
    lines = ["The ferry will not sail between December", "and March, the company said."]
    wide = [(0.1, 0.74, 8, "In"), (0.16, 0.74, 8, "winter the island has one shop and a"),
            (0.1, 0.726, 8, "helicopter that brings the mail on Fridays,"),
            (0.1, 0.712, 8, "and nothing else.")]  # fmt: skip
    page = [*menu, (0.1, 0.82, 20, TITLE), *printed(lines, 0.1, 0.78), *wide]
    article = load_article(make_pdf("page.pdf", [page]))
    assert article.title == TITLE
    assert body(article) == [
        "The ferry will not sail between December and March, the company said.",
        "In winter the island has one shop and a helicopter that brings the mail on Fridays, and "
        "nothing else.",
    ]
    assert "“Your privacy”, “News” and “Sport”" in " ".join(article.provenance.notes)


def test_a_sheet_printed_from_a_browser_loses_what_stood_around_the_article(make_pdf) -> None:
    sheet = [
        (0.05, 0.975, 6, "11/25/26, 2:13 AM"), (0.3, 0.975, 6, f"{TITLE} - The Harbour Post"),
        *[(0.1, 0.95 - 0.011 * n, 4, f"Menu {n}") for n in range(12)],
        (0.1, 0.8, 20, TITLE),
        (0.1, 0.77, 8, "The ferry will not sail in winter, the firm said."),
        (0.1, 0.74, 8, "Advertisement"), (0.1, 0.726, 8, "Sofas half price at Lunsay Home"),
        (0.1, 0.69, 12, "Islanders are angry!"),
        (0.1, 0.66, 8, "“Nobody asked us,” said Jon Pell, who keeps the shop."),
        (0.1, 0.63, 8, "Who pays", "bold"),
        (0.1, 0.6, 8, "The crew has been paid until the end of March, all"),
        (0.1, 0.587, 8, "Lunsay men say, and nobody knows who will pay them then."),
        (0.7, 0.6, 5, "Storm closes harbour"), (0.7, 0.59, 5, "Ten walks for spring"),
        (0.05, 0.02, 6, "https://post.example/ferry"), (0.9, 0.02, 6, "1/1"),
    ]  # fmt: skip
    article = load_article(make_pdf("sheet.pdf", [sheet]))
    assert [(p.role, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ("title", TITLE),
        ("body", "The ferry will not sail in winter, the firm said."),
        ("subheading", "Islanders are angry!"),
        ("body", "“Nobody asked us,” said Jon Pell, who keeps the shop."),
        ("subheading", "Who pays"),
        (
            "body",
            "The crew has been paid until the end of March, all Lunsay men say, and nobody knows "
            "who will pay them then.",
        ),
    ]
    notes = " ".join(article.provenance.notes)
    assert "“Advertisement Sofas half price at Lunsay Home”" in notes
    assert "“Storm closes harbour”" in notes


def test_an_address_is_read_like_a_file_and_tells_where_it_led(serve, answer) -> None:
    pages = {}
    address = serve(pages)
    pages["/old"] = answer(b"", status=301, Location="/new?a=1&b=$2")
    pages["/new"] = answer(PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1")
    pages["/text"] = answer(TEXT.encode(), "text/plain; charset=utf-8")
    pages["/a.jsonl"] = answer(f"{json.dumps(RECORD)}\n".encode() * 3, "application/x-ndjson")
    article = load_article(f"{address}/old")
    assert body(article)[0] == BODY[0]
    assert "“" in body(article)[1]
    assert article.provenance.source == f"{address}/old"
    assert article.provenance.url.startswith(f"{address}/new")
    assert load_article(f"{address}/text").text == TEXT
    assert body(load_article(f"{address}/a.jsonl#3")) == BODY


def test_a_pasted_text_a_path_and_nothing_are_told_apart(tmp_path: Path) -> None:
    pasted = given_article(f"\n{TEXT}\n\n")
    assert pasted.text == TEXT
    assert pasted.provenance.form == "pasted text"
    path = write(tmp_path / "a.txt", TEXT)
    assert given_article(str(path)).provenance.source == "a.txt"
    assert given_article(None).text == load_article().text


def test_one_article_is_set_for_all_notebooks(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("helpers.article.article.CHOSEN_ARTICLE", tmp_path / "new" / "a.json")
    monkeypatch.delenv("NEWS_VOICES_ARTICLE")
    choose_article(given_article(f"\n{TEXT}\n\n"))
    assert load_article().text == TEXT
    monkeypatch.setenv("NEWS_VOICES_ARTICLE", str(write(tmp_path / "b.txt", TEXT)))
    assert load_article().provenance.source == "b.txt"
    monkeypatch.setenv("NEWS_VOICES_ARTICLE", "0")
    assert load_article().provenance.source == BUNDLED_ARTICLE.name
    monkeypatch.delenv("NEWS_VOICES_ARTICLE")
    choose_article(None)
    assert load_article().provenance.source == BUNDLED_ARTICLE.name


def test_a_file_of_another_form_than_its_name_says_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert body(load_article(word_file(tmp_path / "a.txt"))) == BODY


def test_text_that_is_not_english_is_read_with_a_warning_where_forced(tmp_path: Path) -> None:
    german = "Die Minister trafen sich am Montag im alten Rathaus und sagten, dass die Ernte in "
    german += "diesem Jahr schlecht gewesen sei und dass die Preise steigen würden."
    article = load_article(write(tmp_path / "a.txt", german), any_language=True)
    assert "does not look English (language code de)" in article.provenance.notes[0]


def test_a_quotation_over_several_paragraphs_is_nothing_odd() -> None:
    assert not article_from_text(TEXT).provenance.notes


def test_a_stored_article_is_the_same_article(tmp_path: Path) -> None:
    article = load_article(write(tmp_path / "page.html", PAGE))
    assert load_article(store_article(article, tmp_path / "article.json")) == article


@pytest.mark.cases
def test_debris_is_told_from_the_article(words: str, role: str | None) -> None:
    assert boilerplate_role(words) == role


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Bytes that were cut short, lost a piece, or had some of them changed."""
    place = chance.randrange(len(raw))
    way = chance.choice(["cut", "lost", "changed"])
    if way == "cut":
        return raw[:place]
    if way == "lost":
        return raw[:place] + raw[place + chance.randrange(2000) :]
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 5, 40])):
        changed[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("name", [*FORMS, "paper.pdf"])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, make_pdf, name: str) -> None:
    path = tmp_path / name
    if name == "paper.pdf":
        make_pdf(name, [printed(BODY, 0.1, 0.8)])
    else:
        FORMS[name](path)
    whole, chance = path.read_bytes(), random.Random(5)
    for _ in range(5 if name in ("paper.pdf", "word.docx") else 20):  # they are read apart
        path.write_bytes(damaged(whole, chance))
        try:
            article = load_article(f"{path}#2" if name in TABLES else path, any_language=True)
        except ArticleError as error:
            assert "\n" not in str(error)
            assert str(error).endswith(".")
        else:
            assert article.text.strip()


@given(st.text(max_size=300))
def test_any_markdown_and_any_page_is_read_or_refused(text: str) -> None:
    from helpers.article.documents import read_markdown
    from helpers.article.web_page import read_fragment, read_markup

    assert read_markdown(text).text.endswith("\n")
    assert isinstance(read_fragment(f"<p>{text}</p>{text}").text, str)
    try:
        read_markup(text, "a.html")
    except ArticleError as error:
        assert "\n" not in str(error)


SAID = "“We have waited ten years,” Bob Vance told reporters. “The boats cannot wait.”"
SERVICES = {
    "newsapi": (
        {"status": "ok", "articles": [{"source": {"name": "Post"}, "title": TITLE, "author": "A B",
         "publishedAt": "2024-05-03", "url": "u", "content": f"{SAID} [+120 chars]"}]},
        ["title", "outlet", "date", "author", "url"],
    ),
    "guardian": (
        {"response": {"status": "ok", "results": [{"id": "a", "webTitle": TITLE, "webUrl": "u",
         "webPublicationDate": "2024-05-03", "fields": {"byline": "A B", "bodyText": SAID}}]}},
        ["title", "date", "author", "url"],
    ),
    "guardian-item": (
        {"response": {"content": {"webTitle": TITLE, "fields": {"body":
         f"<p>{SAID}</p><figure><figcaption>The quay.</figcaption></figure>"}}}},
        ["title"],
    ),
    "event-registry": (
        {"articles": {"results": [{"title": TITLE, "body": SAID, "source": {"title": "Post"}}]}},
        ["title", "outlet"],
    ),
    "media-cloud": (
        [{"stories_id": 1, "media_name": "Post", "title": TITLE, "story_text": SAID}],
        ["title", "outlet"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_the_answers_of_news_services_are_read(tmp_path: Path, service: str) -> None:
    content, known = SERVICES[service]
    path = write(tmp_path / "a.json", json.dumps(content).replace(": 1,", f": {'9' * 5000},"))
    article = load_article(path)
    assert body(article) == [SAID]
    assert list(article.provenance.details) == known
    assert ("the beginning" in "".join(article.provenance.notes)) == (service == "newsapi")


def test_texts_of_a_table_may_be_bytes(tmp_path: Path) -> None:
    pd.DataFrame({"text": [SAID.encode()]}).to_parquet(tmp_path / "a.parquet")
    assert body(load_article(tmp_path / "a.parquet")) == [SAID]


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


@pytest.mark.cases
def test_what_word_holds_in_other_places_than_paragraphs(tmp_path, markup, lines) -> None:
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for element in parse_xml(f"<w:body {SPACE}>{markup}</w:body>"):
        document.element.body.insert(-1, element)
    document.add_paragraph(BODY[3])
    document.save(str(tmp_path / "a.docx"))
    assert body(load_article(tmp_path / "a.docx")) == [*lines, BODY[3]]


EXPORTS = {
    "nexis": "{n} of 3 DOCUMENTS\n\nThe Post\n\nMay {n}, 2024 Friday\n\nRain on day {n}\n\nBYLINE: "
    "Kim Roe\n\nLENGTH: 9 words\n\n{said}\n\nLOAD-DATE: May {n}, 2024\n\nCopyright 2024 A Post\n",
    "nexis-uni": "Rain on day {n}\nThe Post\nMay {n}, 2024 Friday\nCopyright 2024 Post\nLength: "
    "9 words\nByline: Kim Roe\nBody\n\n{said}\n\nLoad-Date: May {n}, 2024\n\nEnd of Document\n",
    "factiva": "Rain on day {n}\n\nKim Roe\n120 words\n{n} May 2024\nThe Post\nPOST\nEnglish\n(c) "
    "2024 The Post\n\n{said}\n\nDocument POST00002024050{n}ek530000{n}\n\n",
}  # fmt: skip


@pytest.mark.parametrize("archive", EXPORTS)
def test_an_export_of_an_archive_asks_which_of_its_articles(tmp_path, archive) -> None:
    text = "".join(EXPORTS[archive].format(n=n, said=SAID) for n in (1, 2, 3))
    path = write(tmp_path / "a.txt", text)
    with pytest.raises(ArticleError, match=r"holds 3 articles: say which one, from a\.txt#1 to"):
        load_article(path)
    article = load_article(f"{path}#2")
    assert body(article) == [SAID]
    details = article.provenance.details
    assert (details["title"], details["outlet"], details["author"]) == (
        *("Rain on day 2", "The Post", "Kim Roe"),
    )
    assert details["date"].startswith(("May 2, 2024", "2 May 2024"))
