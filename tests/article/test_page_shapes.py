"""Web pages in the shapes that newspapers give them: the article comes out whole, and alone."""

from __future__ import annotations

import pytest

from helpers.article import Article, ArticleError, article_from_text
from helpers.article.web_page import read_markup

TITLE = "Harbour plan of Oldwick goes to the council"
BODY = [
    "The harbour plan of Oldwick goes to the council on Monday, and the vote is expected to be "
    "close, officials said on Friday.",
    "“We have waited ten years for this,” Mayor Bob Vance told reporters on the quay. “The boats "
    "cannot wait any longer.”",
    "Residents of Ash Lane fear the noise of the new crane. “Nobody asked us,” said Ann Pell, who "
    "lives by the water.",
    "The port authority said that the crane would work only by day, and that the lane would get "
    "new trees.",
    "Omar Diaz, the harbour master, said the old wall would not stand another winter. “It moves "
    "when you lean on it,” he said.",
    "The vote had been put off twice since March, after the auditors asked for a second estimate "
    "of the costs.",
]
P = [f"<p>{words}</p>" for words in BODY]
ALL = "".join(P)
HALVES = "".join(P[:3]), "".join(P[3:])
H1 = f"<h1>{TITLE}</h1>"
CARDS = "".join(
    f'<article class="card"><a href="/{n}"><h3>{title}</h3><p>{words}</p></a></article>'
    for n, (title, words) in enumerate(
        [
            ("Ferry late again", "A storm closed the harbour of Oldport for two days this week."),
            ("Fish prices up", "Buyers paid a fifth more for cod at the market on Friday."),
            ("New bus line", "The line to the coast opens in June, the county said."),
        ]
    )
)
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
FOOT = "<footer><p>© 2024 Oldwick Post. All rights reserved.</p></footer>"


def inside(extra: str) -> str:
    """Return an article with something between its paragraphs."""
    return f"<main><article>{H1}{HALVES[0]}{extra}{HALVES[1]}</article></main>"


def below(extra: str) -> str:
    return f"<main><article>{H1}{ALL}{extra}</article></main>"


SHAPES = {
    "plain article": below(""),
    "menu and foot": MENU + below("") + FOOT,
    "bare paragraphs": H1 + ALL,
    "lead in a header": f"<article><header>{H1}{P[0]}</header>{''.join(P[1:])}</article>",
    "divs for paragraphs": f"<div class='story'>{H1}{ALL}</div>".replace("<p>", "<div>").replace(
        "</p>", "</div>"
    ),
    "breaks for paragraphs": f"<div class='content'>{H1}<p>{'<br><br>'.join(BODY)}</p></div>",
    "form around the page": f"<form action='x.aspx'>{MENU}<div>{H1}<div>{ALL}</div></div></form>",
    "article in an aside": f"<div><aside id='side'>{MENU}<article>{H1}<div>{ALL}</div></article>",
    "article in a nav": f"<nav class='page'><div class='article-body'>{H1}{ALL}</div></nav>",
    "article in a footer": f"<footer><div class='article-body'>{H1}{ALL}</div></footer>",
    "table for layout": f"<table><tr><td>{MENU}</td><td>{H1}{ALL}</td></tr></table>",
    "named like a menu": f"<div class='nav menu'><span class='hidden'>{H1}{ALL}</span></div>",
    "named like a share bar": f"<div class='social'>{H1}<div class='ad'>{ALL}</div></div>",
    "two sections": f"<main><article>{H1}<section>{HALVES[0]}</section><section>{HALVES[1]}"
    "</section></article></main>",
    "class of a promotion": f"<div class='article related-enabled has-newsletter'>{H1}{ALL}</div>",
    "cards are articles": f"<main><article>{H1}{ALL}</article><section>{CARDS}</section></main>",
    "cards between": inside(f"<section class='related'><h2>Related</h2>{CARDS}</section>"),
    "card with a time": below(CARDS.replace("<h3>", "<time>10:00</time><h3>")),
    "read more in a paragraph": inside(
        "<p><strong>READ MORE:</strong> <a href='/1'>Ferry late again</a></p>"
    ),
    "link alone": inside("<p><a href='/1'>Ferry late again as storm closes the harbour</a></p>"),
    "list of links": below("<h3>More on this</h3><ul><li><a href='/1'>Ferry late again</a></li>"
    "<li><a href='/2'>Fish prices up</a></li></ul>"),
    "newsletter box": inside(
        "<div class='c-newsletter'><h3>Morning letter</h3><p>The best of Oldwick in your mail "
        "each day before breakfast.</p></div>"
    ),
    "subscription box": inside(
        "<div class='box'><p>Subscribe to read more stories</p><p>Already a subscriber? Log in"
        "</p></div>"
    ),
    "hidden subscription": inside(
        "<div class='wall hidden'><h2>Unlock more</h2><p>Unlimited access to the Post and six "
        "other sites with one account.</p></div>"
    ),
    "hover card": inside(
        "<div class='hovercard'><p>Bob Vance has been mayor of Oldwick since 2011.</p></div>"
    ),
    "caption in a figure": inside(
        "<figure><img src='a.jpg'><figcaption>The quay on Friday.</figcaption></figure>"
    ),
    "caption in a box": inside(
        "<div class='media'><img src='a.jpg'><p class='photo-caption'>The quay on Friday.</p></div>"
    ),
    "credit": inside("<p class='image-credit'>Kim Roe for the Post</p>"),
    "photograph": inside("<p>The quay on Friday. Photograph: Kim Roe</p>"),
    "pull quote": inside(
        "<blockquote class='pull'><p>“The boats cannot wait any longer.”</p></blockquote>"
    ),
    "paragraph twice": below(P[1]),
    "advertisement": inside("<div class='ad'><p>Advertisement</p><p>Buy a sofa.</p></div>"),
    "republication": below(
        "<p>This article was originally published on The Coast and is republished under a "
        "Creative Commons licence.</p>"
    ),
    "copyright": below(
        "<p>Copyright 2024 The Associated Press. All rights reserved. This material may not be "
        "published, broadcast, rewritten or redistributed.</p>"
    ),
    "author box": below(
        "<div class='author-bio'><p>Kim Roe writes about the coast.</p></div>"
    ),
    "author and address": below(
        "<p>Kim Roe writes about the coast. Follow her on Twitter at @kimroe.</p>"
    ),
    "tags": below("<p>Tags: harbour, council, Oldwick</p>"),
    "share buttons": inside("<div class='share-bar'><button>Share</button></div>"),
    "comments": below("<div id='comments'><h3>2 comments</h3><p>I like it.</p></div>"),
    "each paragraph named like a box": below("").replace("<p>", "<p class='text credits-none'>"),
    "each paragraph a link": below("").replace("<p>", "<a href=/x><p>").replace("</p>", "</p></a>"),
    "the end behind a button": f"<article>{H1}{HALVES[0]}{P[3]}{P[4]}<div class='read-more'>{P[5]}"
    "</div></article>",
    "the headline in the middle": f"<main><article>{P[0]}{H1}{''.join(P[1:])}</article></main>",
    "cookie banner": "<div class='cookie-banner'><p>We use cookies.</p></div>"
    + below(""),
    "text for screen readers": inside("<span class='sr-only'>Skip past the newsletter</span>"),
    "tooltip": inside("<div class='tooltip'><p>Copied to your clipboard</p></div>"),
    "scripts": inside("<script>var p = '<p>No words.</p>';</script><noscript>Off.</noscript>"),
    "header of its own": f"<main><header>{H1}<p class='byline'>By Kim Roe</p></header><div>{ALL}"
    "</div></main>",
}  # fmt: skip


def read(page: str) -> Article:
    whole = f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title></head><body>{page}"
    found = read_markup(whole, "page.html")
    return article_from_text(found.text, details=found.details, headings=found.headings)


def body(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role != "title"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_comes_out_whole_and_alone(shape: str) -> None:
    article = read(SHAPES[shape])
    assert article.title == TITLE
    assert body(article) == BODY


@pytest.mark.cases
def test_a_sentence_that_begins_like_a_notice_stays(words: str, kept: bool) -> None:
    assert (words in body(read(inside(f"<p>{words}</p>")))) is kept


def test_the_linked_names_of_a_list_stay() -> None:
    named = "".join(f"<h3><a href='/{n}'>Boat {n}</a></h3>{p}" for n, p in enumerate(P))
    assert len(body(read(f"<main><article>{H1}{named}</article></main>"))) == 2 * len(P)


def test_a_page_of_one_sentence_is_read_and_a_notice_alone_is_not() -> None:
    assert body(read(f"{H1}<p>The quay is closed because of ice.</p>")) == [
        "The quay is closed because of ice."
    ]
    with pytest.raises(ArticleError, match="shows no article"):
        read("<div><p>You need to enable JavaScript to run this app.</p></div>")


TWEET = (
    "<blockquote class='twitter-tweet'><p lang='en'>The wall moves. “Ask anyone.”<br>We said so."
    "</p>&mdash; Jan Roth (@janroth) <a href='https://x.example/1'>May 4, 2024</a></blockquote>"
)


@pytest.mark.cases
def test_an_embedded_post_stays_and_is_signed(post: str) -> None:
    signed = "“The wall moves. ‘Ask anyone.’ We said so.” — Jan Roth (@janroth)"
    assert body(read(inside(post))) == [*BODY[:3], signed, *BODY[3:]]


def test_a_shared_post_without_words_goes() -> None:
    post = "<blockquote><a href='/p'>View this post on Instagram</a><p>A post shared by A (@a)</p>"
    assert body(read(inside(f"{post}</blockquote>"))) == BODY


@pytest.mark.parametrize("tag", ["article class='update'", "div class='post'", "article"])
def test_a_live_blog_is_read_whole_and_in_order(tag: str) -> None:
    posts = "".join(
        f"<{tag}><header><time>10:0{n}</time><h2>Post {n}</h2></header><div>{p}</div>"
        f"</{tag.split()[0]}>"
        for n, p in enumerate(P)
    )
    article = read(f"<main>{H1}<div>{posts}</div></main>")
    told = [p for p in article.paragraphs if p.role == "body"]
    assert [w for p in told if (w := article.text[p.start : p.end])[:5] != "Post "] == BODY


@pytest.mark.parametrize("heading", ["Page not found", "404 Not Found", "Just a moment...",
    "Sorry, this page could not be found", "Access denied"])  # fmt: skip
def test_an_error_page_that_is_sent_as_a_page_is_none(heading: str) -> None:
    page = f"<title>{heading}</title><h1>{heading}</h1><p>{BODY[0]} {BODY[3]}</p>"
    with pytest.raises(ArticleError, match="is an error page"):
        read_markup(f"<html><body>{page}", "page.html")


def test_the_details_are_those_of_the_page_itself() -> None:
    head = (
        '<meta property="og:site_name" content="Oldwick Post">'
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": '
        '"NewsArticle", "datePublished": "2024-05-03T08:00:00Z", "author": {"@type": "Person", '
        '"name": "Kim Roe"}}</script>'
        '<link rel="canonical" href="https://post.example/harbour">'
    )
    page = f"<html><head><title>{TITLE} | The Post - News</title>{head}</head><body>{below('')}"
    assert read_markup(page, "a.html", address="https://post.example/harbour?x=1").details == {
        "title": TITLE,
        "outlet": "Oldwick Post",
        "date": "2024-05-03",
        "author": "Kim Roe",
        "url": "https://post.example/harbour",
    }
