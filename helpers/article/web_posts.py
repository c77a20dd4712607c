"""Posts on a web page: those of social networks that an article quotes, those of a live blog."""

from __future__ import annotations

import re
from typing import Any

from helpers.article.language import count_words
from helpers.thresholds import MIN_POSTS

# A post of a social network: its words, a dash, who wrote it, the name there in brackets.
_SIGNED = re.compile(r"(.+?)\s*[—–-]+\s*([^—–()]{1,80}?)\s*\(\s*(@[^\s()]+)\s*\)[^()]{0,60}")
_SHARED = re.compile(r"(?:View this (?:post|profile) on|A (?:post|video) shared by) ", re.I)
_INNER = str.maketrans("“”", "‘’")
_WRITERS = re.compile(r"(?:^|[\s_-])(?:by|byline|author)(?=$|[\s_-])", re.IGNORECASE)
_POST = re.compile(r"(?:^|[\s_-])(?:post|entry|update|block)(?=$|[\s_-])", re.IGNORECASE)


def write_posts(tree: Any) -> None:
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


def join_posts(tree: Any, live: bool) -> None:
    """Make one article of a live blog, whose posts are article elements or similar boxes.

    Args:
        tree: the page.
        live: whether the page says that it is one. Otherwise its posts must each have a time, and
            hold most of the page's sentences: teasers are article elements as well.
    """
    groups: dict[Any, list[Any]] = {}
    for post in tree.iter("article"):
        groups.setdefault(post.getparent(), []).append(post)
    posts = max([_similar_boxes(tree), *groups.values()], key=len)
    if len(posts) < MIN_POSTS or not (live or _hold_the_page(posts, tree)):
        return
    for post in posts:
        post.tag = "div"
        for signed in list(post.iterdescendants("p", "span", "div", "address")):
            if _WRITERS.search(signed.get("class", "")) and len(signed.text_content()) < 80:
                signed.drop_tree()
        for name in list(post.attrib):  # a class such as "post" makes the first one the article
            del post.attrib[name]
    for head in tree.xpath("//div/header[h1 or h2 or h3]"):
        head.tag = "div"
    holder = posts[0].getparent()
    if holder is not None and holder.tag != "body":
        holder.tag = "article"


def _hold_the_page(posts: list[Any], tree: Any) -> bool:
    """Return whether boxes with a time each hold most of a page's words that are no links."""

    def words(element: Any) -> int:
        paragraphs = element.xpath(".//p[not(ancestor::a)][not(.//p)]")
        return sum(count_words(p.text_content()) for p in paragraphs)

    timed = all(next(post.iter("time"), None) is not None for post in posts)
    comments = any("comment" in post.get("class", "") for post in posts)
    return timed and not comments and 2 * sum(map(words, posts)) > words(tree)


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
