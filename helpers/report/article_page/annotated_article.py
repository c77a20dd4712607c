"""Annotated article: the text with every attribution marked, as a fragment or page of HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from helpers.analysis import Analysis
from helpers.annotation import Annotation
from helpers.attribution.attribution import Attribution
from helpers.prose import listing, percent
from helpers.report import palette
from helpers.report.article_page import marks
from helpers.report.article_page.cards import Cards, cards_of
from helpers.report.article_page.evidence import KINDS
from helpers.report.palette import INK, QUIET_INK, ink, tint

_PAPER = f"background-color:{palette.PAPER};color:{INK}"
# Comfort, print and narrow screens; what the marks need is in their style attributes.
STYLE_SHEET = palette.fill_colours("""
.nv-article{font:17px/1.5 Georgia,"Times New Roman",serif;max-width:58em;margin:0 auto;
padding:1em;container-type:inline-size;overflow-wrap:break-word}
.nv-article .nv-plain,.nv-article .nv-label{font-family:system-ui,-apple-system,
"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.nv-article a{color:var(--nv-link)}
.nv-article .nv-label{user-select:none;-webkit-user-select:none}
.nv-article .nv-text{max-width:42em}
.nv-article .nv-text p{margin:0 0 1em}
.nv-article .nv-content{-webkit-box-decoration-break:clone;box-decoration-break:clone}
.nv-article .nv-key{list-style:none;margin:.4em 0 1em;padding:0;display:flex;flex-wrap:wrap;
gap:.35em .6em}
.nv-article .nv-content:target,.nv-article .nv-paragraph:target{outline:2px solid var(--nv-ink)}
@media print{.nv-article{max-width:none;padding:0;font-size:11pt}
.nv-article *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
""")


def annotated_article(analysis: Analysis, kinds: Iterable[str] = KINDS, *, heading: int = 2) -> str:
    """Return the article as an HTML fragment in which every attribution is marked.

    It has a key of the speakers, the whole text, and a card for each speaker, with evidence of some
    ``kinds``. Each stretch of content follows its speaker's name and has the speaker's colour; its
    underline is solid for direct, dashed for indirect and double for mixed speech. Sources are
    bold, cues italic, and a number links to the statement on its card and back. Labels aside (class
    ``nv-label``), the text is the article's, character for character. ``heading`` is the level of
    the title.
    """
    cards = cards_of(analysis, kinds)
    page = _Page(analysis.annotation, analysis.attributions, cards)
    parts = [
        f'<div class="nv-article" lang="en" style="{_PAPER}">',
        f"<style>{STYLE_SHEET}</style>",
        page.key(),
        '<div class="nv-text">',
        *page.paragraphs(heading),
        "</div>",
        cards.html(key=tuple(kinds)),
        "</div>",
    ]
    return "\n".join(parts)


def annotated_page(analysis: Analysis) -> str:
    """Return the annotated article as a whole HTML document, to be saved as a UTF-8 file."""
    title = marks.clean(analysis.article.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>Who says what: {escape(title, quote=False)}</title>\n"
        "</head>\n"
        f'<body style="margin:0;{_PAPER}">\n<main>\n'
        f"{annotated_article(analysis, heading=1)}\n</main>\n</body>\n</html>\n"
    )


@dataclass(frozen=True)
class _Page:
    """The parts of one annotated article."""

    annotation: Annotation
    attributions: Sequence[Attribution]
    cards: Cards

    @cached_property
    def marker(self) -> marks.Marker:
        speakers = list(dict.fromkeys(marks.speaker_of(a) for a in self.attributions))
        persons = [name for name, actor in self.cards.actors.items() if actor.type == "person"]
        short = marks.short_names(speakers, persons)
        return marks.Marker(self.annotation.text, self.attributions, short, self.cards.colours)

    def key(self) -> str:
        """Return the speakers with their colours and words, and how to read the marks."""
        said = {marks.speaker_of(a) for a in self.attributions if a.is_said}
        items = [self._key_item(name) for name in self.cards.names if name in said]
        beliefs = dict.fromkeys(
            marks.clean_html(marks.speaker_of(a)) for a in self.attributions if not a.is_said
        )
        unsaid = f" Marked as belief, act or topic, not counted as speech: {listing(beliefs)}."
        unsaid *= bool(beliefs)
        lines = ", ".join(
            f'<span style="border-bottom:{line} {INK}">{marks.KIND_NAMES[kind]}</span>'
            for kind, line in [*marks.UNDERLINE.items(), ("", marks.NOT_SPEECH)]
        )
        return (
            '<div class="nv-plain" role="note"><strong>Who speaks</strong>'
            f'<ul class="nv-key">{"".join(items)}</ul>'
            f'<p style="font-size:.85em">Underlined: {lines}. <b style="{marks.SOURCE}">Source</b>'
            f': who says it; <i style="{marks.CUE}">cue</i>: the words that report it. Each '
            "passage begins with its speaker's name and ends with a number that leads to the "
            f"speaker's card below the article.{unsaid}</p>"
            "</div>"
        )

    def _key_item(self, name: str) -> str:
        words, share = self.cards.shares.get(name, (0, 0.0))
        size = f"{marks.counted(words, 'word')} ({percent(share)})"
        size = size if words else "in another's words"
        return (
            f'<li style="{self._mark(name)};padding:2px 6px">'
            f'<a href="#{self.cards.anchors[name]}" style="color:{INK}">'
            f"{marks.clean_html(name)}</a>: {size}</li>"
        )

    def paragraphs(self, heading: int) -> Iterator[str]:
        """Yield each paragraph of the article with its marks."""
        for number, paragraph in enumerate(self.annotation.article.paragraphs):
            words = "".join(self.marker.marked(paragraph.start, paragraph.end))
            data = f'id="nv-paragraph-{number}" data-paragraph="{number}"'
            if paragraph.role == "title":
                tag = f"h{heading}"
                yield f'<{tag} class="nv-paragraph" {data} style="line-height:1.3">{words}</{tag}>'
            elif not paragraph.analysed:
                what = paragraph.role.replace("title", "headline")
                yield (
                    f'<p class="nv-paragraph nv-repeated" style="font-size:.8em;color:{QUIET_INK}" '
                    f'{data}>{words}<span class="nv-label"> ({what}, left out)</span></p>'
                )
            else:
                yield f'<p class="nv-paragraph" style="line-height:2.1" {data}>{words}</p>'

    def _mark(self, name: str) -> str:
        colour = self.cards.colours[name]
        return f"background-color:{tint(colour)};color:{INK};border-left:4px solid {ink(colour)}"
