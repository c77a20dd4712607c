"""Web page: its main text, details and what was left out, by trafilatura (Barbaresi 2021, ACL).

What is around an article (navigation, cookie texts, captions, teasers) is listed in notes. The
`q` element, whose quotation marks the browser draws, gets its marks as characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from helpers.article.article import DETAILS, ArticleError, Extract
from helpers.article.boilerplate import boilerplate_role
from helpers.article.encoding import decode
from helpers.article.language import count_words
from helpers.article.text_notes import left_out_notes
from helpers.thresholds import MIN_POSTS, MIN_WORDS_OF_A_PAGE

_ARCHIVE = re.compile(rb"\A[\w-]+: .*?^content-type: multipart/related", re.I | re.S | re.M)
_ENCODING = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
# Parts that are beside the article wherever they are, recognised by their element or their class.
_BESIDE = {"aside", "nav", "footer", "button", "form", "dialog"}


def _in_class(words: str) -> re.Pattern[str]:
    """Return a pattern that finds a word in an element's class or id."""
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-])", re.IGNORECASE)


_ADVERTISING = _in_class(
    "ads?|advert(?:isement|ising)?|sponsored|promo|newsletter|cookies?|consent|related|share|social"
)
_CAPTION = _in_class("(?:photo-?)?caption")
_SIGNED = _in_class("by|byline|author")
_POST = _in_class("post|entry|update|block")
_BYLINE = re.compile(r"(?:By|Words|Reporting by|Written by) [A-Z][\w.'’-]+(?: \S+){0,8}$")
_NOT_SHOWN = {"script", "style", "noscript", "template", "head", "svg", "iframe"}
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote", "button"}
_EXTRACTED = {"p", "head", "item", "list", "quote", "table", "row", "cell", "code", "div", "lb"}


def read_web_page(raw: bytes, name: str, *, encoding: str = "", address: str = "") -> Extract:
    """Return the main text of a saved or fetched page, or of a web archive (MHTML).

    Args:
        raw: the page.
        name: what messages call it.
        encoding: as the server named it; "" looks into the page.
        address: where it was fetched, if it was.

    Raises:
        ArticleError: the page has no main text, or the archive no page.
    """
    if _ARCHIVE.match(raw[:4000]):
        raw = _page_in_archive(raw, name)
    found = _ENCODING.search(raw[:4096])
    declared = encoding or (found.group(1).decode("ascii") if found else "")
    page, notes = decode(raw, name, declared)
    extract = read_markup(page, name, address=address)
    return replace(extract, notes=notes + extract.notes)


def _page_in_archive(raw: bytes, name: str) -> bytes:
    """Return the page in a file that a browser saved as "web page, single file", as UTF-8."""
    import email
    import email.policy

    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            # The encoding that the page names is the one it had before it was saved.
            return codecs.BOM_UTF8 + part.get_content().encode("utf-8", "replace")
    raise ArticleError(f"{name} is a web archive without a page: save the page again.")


def read_markup(page: str, name: str, *, address: str = "") -> Extract:
    r"""Return the main text of a page's HTML; the rest as in :func:`read_web_page`."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        raise ArticleError(f"{name} is no web page that can be read: save it anew as HTML.")
    _write_marks(tree)
    whole = list(_passages(tree))
    captions = _remove_what_is_beside(tree)
    _join_posts(tree)
    document: Any = trafilatura.bare_extraction(
        tree,
        url=address or None,
        include_comments=False,
        with_metadata=True,
        # No guessing from any date on the page: none is better than a wrong one.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    blocks = list(_blocks(document.body)) if document is not None else []
    if document is None or sum(count_words(words) for _, words in blocks) < MIN_WORDS_OF_A_PAGE:
        raise ArticleError(
            f"{name} shows no article: it may need scripts or a subscription; open it in a "
            "browser, copy the article's text into a .txt file and give that."
        )
    details = _details(document)
    if blocks[0][0] == "h1":
        details["title"] = blocks[0][1]
    texts = [words for _, words in blocks]
    if details.get("title") and _plain(texts[0]) != _plain(details["title"]):
        texts.insert(0, details["title"])
    notes = _left_out(texts, whole, captions)
    if _NOT_FREE.search(page):
        notes += ("The page says that it is not free to read: this may be its beginning only.",)
    headings = tuple(words for kind, words in blocks if kind)
    text = "\n\n".join(texts) + "\n"
    form = "main text of a web page, taken out by trafilatura"
    return Extract(text, form, details, notes, headings=headings)


def _write_marks(tree: Any) -> None:
    """Replace each `q` element by its text in quotation marks."""
    for quotation in list(tree.iter("q")):
        inner = any(ancestor.tag == "q" for ancestor in quotation.iterancestors())
        opening, closing = "‘’" if inner else "“”"
        quotation.text = opening + (quotation.text or "")
        if len(quotation):
            quotation[-1].tail = (quotation[-1].tail or "") + closing
        else:
            quotation.text += closing
    for quotation in list(tree.iter("q")):
        quotation.drop_tag()


def _passages(tree: Any) -> Iterator[str]:
    """Yield the text of each block that the browser shows, in order."""
    for element in tree.iter(*_BLOCKS):
        if any(ancestor.tag in _NOT_SHOWN for ancestor in element.iterancestors()):
            continue
        if next(element.iterdescendants(*_BLOCKS), None) is None:
            words = " ".join(element.text_content().split())
            if any(c.isalnum() for c in words):
                yield words


def _remove_what_is_beside(tree: Any) -> list[str]:
    """Remove captions and boxes beside the article from the tree; return the captions."""
    captions, beside = [], []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article"):
            continue
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag == "figcaption" or _CAPTION.search(marks):
            captions.append(element)
        elif element.tag in _BESIDE or (
            _ADVERTISING.search(marks) and len(element.text_content()) < 2000
        ):
            beside.append(element)
    texts = [" ".join(caption.text_content().split()) for caption in captions]
    for element in captions + beside:
        if element.getparent() is not None:
            element.drop_tree()
    return [text for text in dict.fromkeys(texts) if text]


def _join_posts(tree: Any) -> None:
    """Make one article of a live blog, whose posts are article elements."""
    posts = list(tree.iter("article"))
    if len(posts) < MIN_POSTS:
        posts = _similar_boxes(tree)
    if len(posts) < MIN_POSTS:
        return
    for post in posts:
        post.tag = "div"
        for signed in list(post.iterdescendants("p", "span", "div", "address")):
            if _SIGNED.search(signed.get("class", "")) and len(signed.text_content()) < 80:
                signed.drop_tree()
        for name in list(post.attrib):  # a class such as "post" makes the first one the article
            del post.attrib[name]
    for head in tree.xpath("//div/header[h1 or h2 or h3]"):
        head.tag = "div"
    holder = posts[0].getparent()
    if holder is not None and holder.tag != "body":
        holder.tag = "article"


def _similar_boxes(tree: Any) -> list[Any]:
    """Return sibling boxes that are posts by their class, each with its own heading or time."""
    most: list[Any] = []
    for parent in tree.iter("div", "section", "main", "ul", "ol"):
        groups: dict[str, list[Any]] = {}
        for box in parent.iterchildren("div", "section", "li"):
            marks = box.get("class", "")
            own = next(box.iterdescendants("h2", "h3", "h4", "time"), None) is not None
            if own and _POST.search(marks):
                groups.setdefault(marks, []).append(box)
        most = max([most, *groups.values()], key=len)
    return most


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield kind (h1 to h6 or "") and words of the paragraphs in trafilatura's tree."""
    pieces: list[tuple[str, str]] = [("", "")]

    def walk(element: Any) -> None:
        block = element.tag in _EXTRACTED
        kind = element.get("rend", "") if element.tag == "head" else ""
        if block:
            pieces.append((kind, ""))
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + (element.text or ""))
        for child in element:
            walk(child)
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + (child.tail or ""))
        if block:
            pieces.append(("", ""))

    walk(body)
    for kind, words in pieces:
        line = " ".join(words.split())
        if any(c.isalnum() for c in line):
            yield kind, line


def _details(document: Any) -> dict[str, str]:
    """Return what the page says of itself; several authors are one string."""
    found = {
        "title": document.title,
        "outlet": document.sitename or document.hostname,
        "date": document.date,
        "author": document.author,
        "url": document.url,
    }
    details = {name: " ".join(str(found[name]).split()) for name in DETAILS if found[name]}
    outlet = details.get("outlet", "")
    if "title" in details and outlet:
        ending = rf"\s+[|·–—-]\s+{re.escape(outlet)}$"
        details["title"] = re.sub(ending, "", details["title"], flags=re.IGNORECASE)
    return details


def _left_out(texts: list[str], whole: list[str], captions: list[str]) -> tuple[str, ...]:
    """Return notes on what the browser shows and the text does not have."""
    kept = "".join(map(_plain, texts))
    shown = {_plain(caption) for caption in captions}
    gone = [words for words in dict.fromkeys(whole) if _plain(words) not in kept]
    gone = [words for words in gone if _plain(words) not in shown]
    signed = [w for w in gone if boilerplate_role(w) == "date" or _BYLINE.match(w)]
    teasers = [w for w in gone if boilerplate_role(w) in ("teaser", "notice")]
    others = [w for w in gone if w not in signed + teasers]
    return left_out_notes(
        {
            "Captions of pictures": captions,
            "Byline and date": signed,
            "Teasers and notices of the page": teasers,
            "Navigation and the like": sorted(others, key=len, reverse=True),
        }
    )


def _plain(words: str) -> str:
    """Return the letters and digits of words, to compare them."""
    return "".join(c for c in words.casefold() if c.isalnum())
