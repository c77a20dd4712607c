"""Annotated article: the text with every attribution marked, as a fragment or page of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from helpers.annotation import Annotation
from helpers.attribution.attribution import Attribution, Span
from helpers.report import palette
from helpers.report.article_page.marks import (
    CUE,
    NOT_SPEECH,
    SOURCE,
    UNDERLINE,
    Marker,
    clean,
    clean_html,
    short_names,
    speaker_of,
)
from helpers.report.palette import INK, QUIET_INK, ink, tint
from helpers.speakers.actor import Actor
from helpers.voices import outermost_speech

_PAPER = f"background-color:{palette.PAPER};color:{INK}"
_CELL = "text-align:left;vertical-align:top"  # JupyterLab aligns cells to the right
_HEADERS = ("No.", "Speaker", "Kind", "Rule", "Cue", "Source", "Words of the content")
# Comfort, print and narrow screens; what the marks need is in their style attributes.
STYLE_SHEET = palette.fill_colours("""
.nv-article{font:17px/1.5 Georgia,"Times New Roman",serif;max-width:58em;margin:0 auto;
padding:1em;container-type:inline-size;overflow-wrap:break-word}
.nv-article .nv-plain,.nv-article table,.nv-article .nv-label{font-family:system-ui,-apple-system,
"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.nv-article a{color:var(--nv-link)}
.nv-article .nv-label{user-select:none;-webkit-user-select:none}
.nv-article .nv-text{max-width:42em}
.nv-article .nv-text p{margin:0 0 1em}
.nv-article .nv-content{-webkit-box-decoration-break:clone;box-decoration-break:clone}
.nv-article .nv-key{list-style:none;margin:.4em 0 1em;padding:0;display:flex;flex-wrap:wrap;
gap:.35em .6em}
.nv-article table{border-collapse:collapse;width:100%;font-size:.82em;color:var(--nv-ink)}
.nv-article caption{text-align:left;font-weight:bold;padding:.4em 0}
.nv-article th,.nv-article td{text-align:left;vertical-align:top;padding:.35em .5em;
border-bottom:1px solid var(--nv-rule);background-color:var(--nv-paper);color:var(--nv-ink)}
.nv-article tbody th{white-space:nowrap}
.nv-article td:last-child{width:45%}
.nv-article tr:target>*,.nv-article .nv-content:target{outline:2px solid var(--nv-ink)}
@container (max-width:700px){
.nv-article thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.nv-article tbody,.nv-article tr,.nv-article th,.nv-article td{display:block;width:auto}
.nv-article tr{border-top:2px solid var(--nv-ink);padding:.4em 0}
.nv-article th,.nv-article td{border:0;padding:.1em 0}
.nv-article td:empty{display:none}
.nv-article [data-label]::before{content:attr(data-label) ": ";color:var(--nv-quiet-ink)}}
@media print{.nv-article{max-width:none;padding:0;font-size:11pt}
.nv-article *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.nv-article tr{break-inside:avoid}}
""")


def annotated_article(
    annotation: Annotation,
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    colours: Mapping[str, str] | None = None,
    *,
    share: pd.DataFrame | None = None,
    heading: int = 2,
) -> str:
    """Return the article as an HTML fragment in which every attribution is marked.

    It has a key of the speakers, the whole text, and a table of all attributions. Each stretch of
    content follows its speaker's name and has the speaker's colour; its underline is solid for
    direct, dashed for indirect and double for mixed speech. Sources are bold, cues italic, and a
    number links to the row of the table. Labels aside (class ``nv-label``), the text is the
    article's, character for character.

    Args:
        annotation: of the article.
        attributions: with their speakers, as ``find_actors`` returns them.
        actors: as ``find_actors`` returns them; they give the roles.
        colours: one for each speaker (``helpers.report.figures.speaker_colours``).
        share: share of voice (``speaker``, ``words``, ``share``); adds words to the key.
        heading: level of the title, 1 to 6.
    """
    # Who holds a belief but says nothing is no speaker, and takes no speaker's colour.
    speakers = [speaker_of(a) for a in attributions if a.is_said]
    never_quoted = dict.fromkeys((speaker_of(a) for a in attributions), palette.NARRATOR_GREY)
    colours = {**never_quoted, **palette.complete(dict(colours or {}), speakers)}
    page = _Page(annotation, attributions, {a.name: a for a in actors}, colours)
    parts = [
        f'<div class="nv-article" lang="en" style="{_PAPER}">',
        f"<style>{STYLE_SHEET}</style>",
        page.key(share),
        '<div class="nv-text">',
        *page.paragraphs(heading),
        "</div>",
        page.table(),
        "</div>",
    ]
    return "\n".join(parts)


def annotated_page(
    annotation: Annotation,
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    colours: Mapping[str, str] | None = None,
    *,
    share: pd.DataFrame | None = None,
) -> str:
    """Return the annotated article as a whole HTML document, to be saved as a UTF-8 file.

    The arguments are those of :func:`annotated_article`.
    """
    title = clean(annotation.article.title)
    fragment = annotated_article(annotation, attributions, actors, colours, share=share, heading=1)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>Who says what: {escape(title, quote=False)}</title>\n"
        "</head>\n"
        f'<body style="margin:0;{_PAPER}">\n<main>\n{fragment}\n</main>\n</body>\n</html>\n'
    )


@dataclass(frozen=True)
class _Page:
    """The parts of one annotated article."""

    annotation: Annotation
    attributions: Sequence[Attribution]
    actors: Mapping[str, Actor]
    colours: Mapping[str, str]

    @cached_property
    def marker(self) -> Marker:
        speakers = list(dict.fromkeys(speaker_of(a) for a in self.attributions))
        persons = [name for name, actor in self.actors.items() if actor.type == "person"]
        short = short_names(speakers, persons)
        return Marker(self.annotation.text, self.attributions, short, self.colours)

    def key(self, share: pd.DataFrame | None) -> str:
        """Return the speakers with their colours and counts, and how to read the marks."""
        outer = Counter(speaker_of(a) for a in outermost_speech(self.attributions).values())
        said = {speaker_of(a): outer[speaker_of(a)] for a in self.attributions if a.is_said}
        unsaid = Counter(speaker_of(a) for a in self.attributions if not a.is_said)
        words: dict[str, tuple[int, float]] = {}
        if share is not None:
            rows = zip(share["speaker"], share["words"], share["share"], strict=True)
            words = {name: (int(number), float(part)) for name, number, part in rows}
        ordered = sorted(said, key=lambda name: -words.get(name, (0, 0))[0])
        items = [self._key_item(name, said[name], words.get(name)) for name in ordered]
        beliefs = ""
        if unsaid:
            names = (f"{clean_html(name)} ({count:,})" for name, count in unsaid.items())
            beliefs = f" Marked but not said, as beliefs, acts and topics: {', '.join(names)}."
        lines = "; ".join(
            f'<span style="border-bottom:{line} {INK}">{kind}</span>'
            for kind, line in [*UNDERLINE.items(), ("belief or act, not said", NOT_SPEECH)]
        )
        return (
            '<div class="nv-plain" role="note"><strong>Who speaks</strong>'
            f'<ul class="nv-key">{"".join(items)}</ul>'
            f'<p style="font-size:.85em">Underlined: {lines}. <b style="{SOURCE}">Source</b>: '
            f'who says it; <i style="{CUE}">cue</i>: the words that report it. Before each '
            "stretch stands its speaker, after it the number of its row in the table below."
            f"{beliefs}</p>"
            "</div>"
        )

    def _key_item(self, name: str, count: int, words: tuple[int, float] | None) -> str:
        heard = _number(count, "attribution") if count else "heard inside the words of others alone"
        text = f"{clean_html(name)}: {heard}"
        if words and not words[0]:
            text += ", in another's words"
        elif words:
            text += f", {_number(words[0], 'word')} ({100 * words[1]:.1f}\u00a0%)"
        return f'<li style="{self._mark(name)};padding:2px 6px">{text}</li>'

    def paragraphs(self, heading: int) -> Iterator[str]:
        """Yield each paragraph of the article with its marks."""
        for number, paragraph in enumerate(self.annotation.article.paragraphs):
            words = "".join(self.marker.marked(paragraph.start, paragraph.end))
            data = f'data-paragraph="{number}"'
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

    def table(self) -> str:
        """Return a table of all attributions, one a row."""
        head = "".join(
            f'<th scope="col" role="columnheader" style="text-align:left">{name}</th>'
            for name in _HEADERS
        )
        rows = "".join(self._row(index) for index in range(len(self.attributions)))
        caption = _number(len(self.attributions), "attribution") + ", numbered as in the text"
        return (
            f'<table role="table"><caption>{caption}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table>'
        )

    def _row(self, index: int) -> str:
        attribution = self.attributions[index]
        name = speaker_of(attribution)
        actor = self.actors.get(name)
        kind = attribution.kind if attribution.is_said else f"{attribution.kind}, not said"
        if attribution.nested_in is not None:
            kind += f", inside no. {attribution.nested_in + 1}"
        role = f"<br>{clean_html(actor.role)}" if actor and actor.role else ""
        sure = attribution.confidence
        right = "" if sure is None else f"<br>right in {100 * sure:.0f} of 100"
        cells = (
            f'<span style="{self._mark(name)};padding:1px 4px">{clean_html(name)}</span>{role}',
            clean_html(kind),
            clean_html(attribution.rule) + right,
            clean_html(self._words(attribution.cue)),
            clean_html(self._words(attribution.source)),
            clean_html(self._words(attribution.content)),
        )
        labelled = "".join(
            f'<td role="cell" style="{_CELL}" data-label="{header}">{cell}</td>'
            if cell
            else '<td role="cell"></td>'
            for header, cell in zip(_HEADERS[1:], cells, strict=True)
        )
        number = index + 1
        back = f'<a href="#nv-text-{number}" aria-label="to the text">{number}</a>'
        return (
            f'<tr role="row" id="nv-row-{number}">'
            f'<th scope="row" role="rowheader" data-label="No.">{back}</th>{labelled}</tr>'
        )

    def _words(self, spans: Sequence[Span]) -> str:
        return " … ".join(self.annotation.text[start:end] for start, end in spans)

    def _mark(self, name: str) -> str:
        colour = self.colours[name]
        return f"background-color:{tint(colour)};color:{INK};border-left:4px solid {ink(colour)}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
