"""Web page: its main text, details and what was left out, by trafilatura (Barbaresi 2021, ACL).

What is around an article (navigation, cookie texts, captions, teasers) is listed in notes. The
`q` element, whose quotation marks the browser draws, gets its marks as characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from helpers import thresholds
from helpers.article import web_boxes
from helpers.article.article import DETAILS, ArticleError, Extract
from helpers.article.boilerplate import is_listed
from helpers.article.encoding import decode
from helpers.article.paragraphs import count_words

_ARCHIVE = re.compile(rb"\A[\w-]+: .*?^content-type: multipart/related", re.I | re.S | re.M)
_ENCODING = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:error )?40[34]\b.{0,40}|.{0,30}\b(?:page|article|story|content) (?:was |is |could |can)?"
    r" ?(?:not|n['’]t|no longer) (?:be )?(?:found|available|exist).{0,40}|not found|"
    r"access (?:to this page )?(?:has been )?denied|just a moment.*|are you (?:a robot|human).*|"
    r"(?:please )?(?:verify|confirm) (?:that )?you are (?:a )?human.*|page unavailable",
    re.IGNORECASE,
)
# A post of a social network: its words, a dash, who wrote it, the name there in brackets.
_SIGNED = re.compile(r"(.+?)\s*[—–-]+\s*([^—–()]{1,80}?)\s*\(\s*(@[^\s()]+)\s*\)[^()]{0,60}")
_SHARED = re.compile(r"(?:View this (?:post|profile) on|A (?:post|video) shared by) ", re.I)
_INNER = str.maketrans("“”", "‘’")
_CUT = re.compile(r"\s+[|·–—-]\s+")  # between a headline and the name of who published it
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has no such letters
_NO_TEXT = {"script", "style", "figcaption", "aside", "form", "iframe", "template", "noscript"}
_LINES = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "td"}
_EXTRACTED = {"p", "head", "item", "list", "quote", "table", "row", "cell", "code", "div", "lb"}


def read_web_page(raw: bytes, name: str, *, encoding: str = "", address: str = "") -> Extract:
    """Return the main text of a saved or fetched page, or of a web archive (MHTML).

    ``encoding`` is that which the server named; "" looks into the page. ``address`` is where it was
    fetched. An ArticleError says that the page has no main text, or the archive no page.
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
    """Return the main text of a page's HTML; the rest as in :func:`read_web_page`.

    Of what trafilatura takes for it, single paragraphs are left out that are no part of the article
    by their words or by the box that they are in.
    """
    import trafilatura

    tree = trafilatura.load_html(_CONTROL.sub("", page))
    if tree is None:
        raise ArticleError(f"{name} is no web page that can be read: save it anew as HTML.")
    _write_marks(tree)
    _write_posts(tree)
    passages = list(web_boxes.passages_of(tree))
    document, blocks = _main_text(tree, address)
    words = sum(count_words(words) for _, words in blocks)
    details = _details(document, blocks, passages) if document else {}
    heading = details.get("title", "")
    if words < thresholds.MAX_WORDS_OF_AN_ERROR and _ERROR.fullmatch(heading):
        raise ArticleError(f"{name} is an error page and no article: it says “{heading}”.")
    reasons = list(web_boxes.reasons_to_leave_out(passages, blocks, heading))
    kept = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    texts = [line for _, line in kept]
    if words < thresholds.MIN_WORDS_OF_A_PAGE and all(map(is_listed, texts)):
        raise ArticleError(
            f"{name} shows no article: it may need scripts or a subscription; open it in a "
            "browser, copy the article's text into a .txt file and give that."
        )
    if sum(map(count_words, texts)) < thresholds.MIN_SHARE_OF_A_PAGE * words:
        kept = [block for block in blocks if block[1] != heading]  # the box is the article
        texts = [line for _, line in kept]
    if heading:
        texts.insert(0, heading)
    notes = web_boxes.notes_on_the_rest(texts, passages)
    if _NOT_FREE.search(page):
        notes += ("The page says that it is not free to read: this may be its beginning only.",)
    headings = tuple(words for kind, words in kept if kind)
    text = "\n\n".join(texts) + "\n"
    form = "main text of a web page, taken out by trafilatura"
    return Extract(text, form, details, notes, headings=headings)


def read_fragment(markup: str) -> Extract:
    """Return the words of a piece of HTML that is an article and nothing else."""
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(_CONTROL.sub("", markup), create_parent="div")
    except (etree.LxmlError, ValueError):  # it only looks like HTML
        return Extract(markup, "", {})
    _write_marks(tree)
    _write_posts(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            element.drop_tree()
        elif element.tag in _LINES:
            element.tail = f"\n{element.tail or ''}"
            element.text = f"\n{element.text or ''}"
    lines = [" ".join(line.split()) for line in tree.text_content().split("\n")]
    heads = tuple(" ".join(e.text_content().split()) for e in tree.iter("h2", "h3", "h4"))
    return Extract("\n\n".join(filter(None, lines)) + "\n", "", {}, headings=heads)


def _main_text(tree: Any, address: str) -> tuple[Any, list[web_boxes.Block]]:
    """Return trafilatura's document of a page, and kind and words of its paragraphs.

    Where precision leaves little of what it finds otherwise, it has taken the article for a box;
    sentences before all that it leaves are the article's lead.
    """
    import trafilatura

    found = []
    for precision in (True, False):
        document: Any = trafilatura.bare_extraction(
            deepcopy(tree),
            url=address or None,
            include_comments=False,
            favor_precision=precision,
            with_metadata=True,
            # No guessing from any date on the page: none is better than a wrong one.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        blocks = list(_blocks(document.body)) if document is not None else []
        found.append((sum(count_words(words) for _, words in blocks), document, blocks))
    precise, usual = found
    if precise[0] < thresholds.MIN_SHARE_OF_A_PAGE * usual[0]:
        return usual[1:]
    kept = {words for kind, words in precise[2] if not kind}
    first = next((n for n, (_, words) in enumerate(usual[2]) if words in kept), 0)
    lead = [block for block in usual[2][:first] if not (block[0] or is_listed(block[1]))]
    return precise[1], lead + precise[2]


def _write_posts(tree: Any) -> None:
    """Make a signed quotation in one paragraph of each embedded post of a social network."""
    for post in list(tree.iter("blockquote")):
        for end in post.iter("br", "p"):
            end.tail = f" {end.tail or ''}"
        words = " ".join(post.text_content().split())
        signed = _SIGNED.fullmatch(words)
        if not signed and not _SHARED.match(words):
            continue
        holder = post
        while (above := holder.getparent()) is not None and above.tag not in ("body", "article"):
            if " ".join(above.text_content().split()) != words:
                break
            holder = above
        for child in list(holder):
            holder.remove(child)
        holder.attrib.clear()
        holder.tag = "p"
        said, who, account = signed.groups() if signed else ("", "", "")
        said = said.translate(_INNER).strip()
        holder.text = f"“{said}” — {who.strip()} ({account})" if signed else ""


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


def _blocks(body: Any) -> Iterator[web_boxes.Block]:
    """Yield kind (h1 to h6 or "") and words of the paragraphs in trafilatura's tree."""
    pieces: list[web_boxes.Block] = [("", "")]

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


def _details(
    document: Any, blocks: list[web_boxes.Block], passages: list[web_boxes.Passage]
) -> dict[str, str]:
    """Return what the page says of itself; several authors are one string."""
    found = document.as_dict() | {"outlet": document.sitename or document.hostname}
    details = {name: " ".join(str(found[name]).split()) for name in DETAILS if found[name]}
    if blocks and blocks[0][0] == "h1":
        details["title"] = blocks[0][1]
    # Behind a bar or a dash is the outlet's name where the page shows the rest as its headline.
    title, outlet = details.get("title", ""), details.get("outlet", "").casefold()
    shown = {web_boxes.letters_of(passage.words) for passage in passages if not passage.link}
    for cut in _CUT.finditer(title):
        begun = title[: cut.start()]
        if title[cut.end() :].casefold() == outlet or web_boxes.letters_of(begun) in shown:
            details["title"] = begun
    return details
