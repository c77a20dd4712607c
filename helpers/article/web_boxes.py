"""What is beside the article on a web page: which paragraphs of its main text go.

A paragraph goes by its words, or by the box that it is in; a box that holds the article is no box
beside it, whatever its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.article.boilerplate import boilerplate_role, is_listed
from helpers.article.paragraphs import count_words
from helpers.article.text import left_out_notes
from helpers.thresholds import MAX_SHARE_OF_A_BOX, MIN_WORDS_REPEATED

# A whole word of a box's class or id; trafilatura knows those of menus, sharing and comments.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert(?:isement)?s?|sponsored|caption(?:-text)?|"
    r"newsletters?|subscribe|subscription|sign-?up|related|recommended|recirc\w*|read-?(?:next|also)|most-?(?:read|popular)|trending|tooltip|"
    r"hover-?card|popover|author-?(?:bio|box|card|info)|bio|copyright|credits?|republish\w*|"
    r"visually-?hidden|sr-only|screen-reader-text)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?=$|[\s_-])", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Words|Reporting by|Written by) [A-Z][\w.'’-]+(?: \S+){0,8}$")
_NOT_SHOWN = {"script", "style", "noscript", "template", "head", "svg", "iframe"}
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote", "button"}
_MANY = 1000  # paragraphs; of more, none is looked for within the others

Block = tuple[str, str]  # kind (h1 to h6 or "") and words of a paragraph of the main text


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that the browser shows: its words, the boxes it is in, whether it is all link."""

    words: str
    boxes: tuple[Any, ...]
    link: bool
    caption: bool


def passages_of(tree: Any) -> Iterator[Passage]:
    """Yield each block that the browser shows, in order."""
    boxes: dict[Any, tuple[Any, ...]] = {}  # of each element, those that it is in
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        outer = boxes.get(element.getparent(), ())
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        # A link around paragraphs is a card that leads to another article.
        card = element.tag == "a" and not element.get("href", "#").startswith("#")
        beside = card or bool(_BOX.search(marks))
        # Boxes of one name count as one: it may be the name of each of the article's paragraphs.
        boxes[element] = outer = (*outer, element if card else marks) if beside else outer
        if element.tag not in _BLOCKS or next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        words = " ".join(element.text_content().split())
        if any(c.isalnum() for c in words) and not any(
            above.tag in _NOT_SHOWN for above in element.iterancestors()
        ):
            linked = "".join(
                link.text_content()
                for link in element.iter("a")
                if not link.get("href", "#").startswith("#")
            )
            link = element.tag != "h1" and len(letters_of(linked)) >= len(letters_of(words))
            caption = element.tag == "figcaption" or any(
                isinstance(box, str) and _CAPTION.search(box) for box in outer
            )
            yield Passage(words, outer, link, caption)


def reasons_to_leave_out(
    passages: Sequence[Passage], blocks: Sequence[Block], heading: str
) -> Iterator[str]:
    """Yield of each paragraph of the main text why it is left out, "" where it is not."""
    keys = [letters_of(words) for _, words in blocks]
    sizes = {key: count_words(words) for key, (_, words) in zip(keys, blocks, strict=True)}
    held: Counter[Any] = Counter()
    places: dict[str, list[Passage]] = {}
    for passage in passages:
        key = letters_of(passage.words)
        places.setdefault(key, []).append(passage)
        for box in set(passage.boxes):
            held[box] += sizes.get(key, 0)
    limit = MAX_SHARE_OF_A_BOX * sum(sizes.values())
    seen: set[str] = set()
    for key, (kind, words) in zip(keys, blocks, strict=True):
        role = boilerplate_role(words)
        found = places.get(key, [])
        boxed = bool(found) and all(any(held[b] < limit for b in p.boxes) for p in found)
        linked = found and not kind and all(p.link for p in found) and is_listed(words)
        # A line of a table or a refrain is no sentence, and may come again.
        long = sizes[key] >= MIN_WORDS_REPEATED and not (kind or is_listed(words))
        few = len(keys) < _MANY
        if key == letters_of(heading):
            yield "title"  # it is put first, wherever it is on the page
        elif role in ("caption", "teaser", "notice") or boxed or linked:
            yield role or "beside"
        elif long and (key in seen or (few and any(key in k for k in keys if len(k) > len(key)))):
            yield "repeated"  # a pull quote, or a paragraph that is there twice
        else:
            yield ""
        seen.add(key)


def notes_on_the_rest(texts: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return notes on what the browser shows and the text does not have."""
    kept = "".join(map(letters_of, texts))
    gone = {p.words: p for p in passages if letters_of(p.words) not in kept}
    captions = [words for words, passage in gone.items() if passage.caption]
    rest = [words for words in gone if words not in captions]
    signed = [w for w in rest if boilerplate_role(w) == "date" or _BYLINE.match(w)]
    teasers = [w for w in rest if boilerplate_role(w) in ("teaser", "notice")]
    others = [w for w in rest if w not in signed + teasers]
    return left_out_notes(
        {
            "Captions of pictures": captions,
            "Byline and date": signed,
            "Teasers and notices of the page": teasers,
            "Navigation and the like": sorted(others, key=len, reverse=True),
        }
    )


def letters_of(words: str) -> str:
    """Return the letters and digits of words, to compare them."""
    return "".join(c for c in words.casefold() if c.isalnum())
