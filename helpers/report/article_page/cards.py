"""Cards: who each speaker is and every statement in the article's words, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation
from helpers.attribution.attribution import Attribution, Span
from helpers.measures.sourcing import share_of_voice
from helpers.prose import percent
from helpers.report import palette
from helpers.report.article_page import evidence
from helpers.report.article_page.marks import (
    CUE,
    KIND_NAMES,
    SOURCE,
    clean,
    clean_html,
    counted,
    joined_ranges,
    speaker_of,
)
from helpers.report.palette import INK, QUIET_INK, ink, tint
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor
from helpers.voices import outermost_speech

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_OPEN = 12  # cards, and statements of the narration, that are shown before a fold
ARTICLE = "00_overview.ipynb"  # the page with the annotated article
STYLE_SHEET = palette.fill_colours("""
.nv-cards{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
max-width:52em;overflow-wrap:break-word}
.nv-cards a{color:var(--nv-link)}
.nv-cards .nv-label{user-select:none;-webkit-user-select:none}
.nv-cards .nv-card{border-bottom:1px solid var(--nv-rule)}
.nv-cards summary{cursor:pointer}
.nv-cards li:target{outline:2px solid var(--nv-ink)}
.nv-cards .nv-words{font-family:Georgia,"Times New Roman",serif}
@media print{.nv-cards .nv-statement{break-inside:avoid}
.nv-cards *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.nv-cards details::details-content{content-visibility:visible;display:block;block-size:auto}}
""")


def speaker_cards(
    analysis: Analysis, kinds: Iterable[str] = evidence.KINDS, *, narration: bool = False
) -> HTML:
    """Return a card for each speaker of an article, to be shown in a notebook.

    With ``narration`` the reporter's sentences that hold evidence of some ``kinds`` get a card too.
    The numbers lead to the annotated article of notebook 00.
    """
    from IPython.display import HTML

    cards = cards_of(analysis, kinds, ARTICLE)
    return HTML(cards.html(analysis.segments if narration else None, key=tuple(kinds)))


def card_anchors(analysis: Analysis) -> dict[str, str]:
    """Return the anchor of each speaker's card by the speaker's name."""
    return cards_of(analysis, ()).anchors


def cards_of(analysis: Analysis, kinds: Iterable[str], article: str = "") -> Cards:
    """Return the cards of an article with evidence of some kinds."""
    share = share_of_voice(analysis)
    rows = zip(share["speaker"], share["words"], share["share"], strict=True)
    # Who holds a belief but says nothing is no speaker, and takes no speaker's colour.
    speakers = [speaker_of(a) for a in analysis.attributions if a.is_said]
    grey = dict.fromkeys((speaker_of(a) for a in analysis.attributions), palette.NARRATOR_GREY)
    return Cards(
        analysis.annotation,
        analysis.attributions,
        {actor.name: actor for actor in analysis.actors},
        grey | palette.complete(palette.speaker_colours(analysis.speakers), speakers),
        {str(name): (int(words), float(part)) for name, words, part in rows},
        evidence.evidence_marks(analysis, kinds),
        evidence.introductions_of(analysis),
        article,
    )


@dataclass(frozen=True)
class Cards:
    """The cards of one article; ``article`` is the page that the numbers lead to, "" for this."""

    annotation: Annotation
    attributions: Sequence[Attribution]
    actors: Mapping[str, Actor]
    colours: Mapping[str, str]
    shares: Mapping[str, tuple[int, float]]
    marks: Sequence[evidence.Mark]
    introduced: Mapping[str, str]
    article: str

    @cached_property
    def names(self) -> list[str]:
        """Whoever has a card: most words first, unattributed speech last."""
        names = dict.fromkeys(speaker_of(a) for a in self.attributions)
        return sorted(names, key=lambda n: (n == UNATTRIBUTED, -self.shares.get(n, (0, 0))[0]))

    def html(self, segments: pd.DataFrame | None = None, key: Sequence[str] = ()) -> str:
        """Return all cards as an HTML fragment, the narration's last where segments are given."""
        cards = [self._card(name) for name in self.names]
        if segments is not None:
            cards.append(self._narration(segments))
        if not cards:
            return '<p class="nv-cards">Nobody is quoted or paraphrased in this article.</p>'
        shown, folded = cards[:MOST_OPEN], cards[MOST_OPEN:]
        more = ""
        if folded:
            more = f"<details><summary>{len(folded)} more</summary>{''.join(folded)}</details>"
        return (
            f'<style>{STYLE_SHEET}</style><div class="nv-cards" lang="en" '
            f'style="background-color:{palette.PAPER};color:{INK};padding:.5em 1em">'
            f"{self._key(key)}{''.join(shown)}{more}</div>"
        )

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The name of the anchor of everybody's card."""
        return {name: f"nv-card-{n}" for n, name in enumerate(self.names, start=1)}

    @cached_property
    def _places(self) -> evidence.Places:
        return evidence.Places(self.marks)

    @cached_property
    def _outer(self) -> dict[int, Attribution]:
        return outermost_speech(self.attributions)

    @cached_property
    def _own(self) -> dict[str, list[int]]:
        """The attributions of each speaker, by their index: what is said comes first."""
        own: dict[str, list[int]] = {}
        for said in (True, False):
            for i, a in enumerate(self.attributions):
                if a.is_said is said:
                    own.setdefault(speaker_of(a), []).append(i)
        return own

    def _key(self, kinds: Sequence[str]) -> str:
        shown = {mark.kind for mark in self.marks}
        mark = '<span style="border-bottom:{}">{}</span>'
        lines = [mark.format(evidence.LINES[kind], kind) for kind in kinds if kind in shown]
        marked = f"Marked: {', '.join(lines)}. " if lines else ""
        return (
            f'<p style="font-size:.85em;margin:.2em 0 .6em">{marked}A number leads to the place '
            "in the article.</p>"
        )

    def _card(self, name: str) -> str:
        own = self._own[name]
        size = counted(sum(i in self._outer for i in own), "statement")
        if not any(self.attributions[i].is_said for i in own):
            size = "not counted as quoted"
        elif name in self.shares and self.shares[name][0]:
            words, share = self.shares[name]
            size += f", {counted(words, 'word')} ({percent(share)})"
        elif name in self.shares:
            size = "heard only inside the words of others"
        actor = self.actors.get(name)
        told = (
            evidence.who_is(actor, self.introduced) if actor else [evidence.OF_NOBODY.get(name, "")]
        )
        role = f", {clean_html(actor.role)}" if actor and actor.role else ""
        items = "".join(self._statement(index) for index in own)
        return self._framed(self.anchors[name], name, role, size, told, items)

    def _framed(
        self, anchor: str, name: str, role: str, size: str, told: Iterable[str], items: str
    ) -> str:
        colour = self.colours.get(name, palette.NARRATOR_GREY)
        facts = "; ".join(filter(None, map(clean_html, told)))
        about = f'<div style="font-size:.85em;color:{QUIET_INK}">{facts}</div>' if facts else ""
        return (
            f'<details open class="nv-card" id="{anchor}" '
            f'style="border-left:4px solid {ink(colour)};padding:.3em .8em;margin:.5em 0">'
            f"<summary><strong>{clean_html(name)}</strong>{role} "
            f'<span style="font-size:.85em">– {size}</span></summary>{about}'
            f'<ol style="list-style:none;margin:.3em 0;padding:0">{items}</ol></details>'
        )

    def _statement(self, index: int) -> str:
        a, number = self.attributions[index], index + 1
        how = [KIND_NAMES[a.kind if a.is_said else ""]]
        if a.nested_in is not None:
            how.append(f"inside no. {a.nested_in + 1}")
        how.append(f"rule: {a.rule}")
        if a.decided:
            how.append(f"checked by {clean_html(a.decided)}")
        elif a.confidence is not None:
            how.append(f"of 100 like it {100 * a.confidence:.0f} are right")
        link = (
            f'<a href="{escape(self.article)}#nv-text-{number}" '
            f'aria-label="statement {number}, to the article">{number}</a>'
        )
        ranges = joined_ranges([*a.content, *a.source, *a.cue])
        words = " … ".join(self._words(start, end, a) for start, end in ranges)
        return self._item(f"nv-row-{number}", link, words, ranges, "; ".join(how), speaker_of(a))

    def _item(
        self, anchor: str, link: str, words: str, ranges: Sequence[Span], how: str, voice: str
    ) -> str:
        whole = dict.fromkeys(
            f"{mark.kind} ({mark.note})"
            for mark in self._places.touching(ranges)
            if mark.whole == voice and mark.kind != evidence.VERB
        )
        added = f"the coding adds: {', '.join(whole)}" if whole else ""
        notes = "; ".join(filter(None, (how, added)))
        identity = f' id="{anchor}"' if anchor else ""
        return (
            f'<li class="nv-statement"{identity} style="margin:.35em 0">{link} '
            f'<span class="nv-words">{words}</span> '
            f'<span class="nv-label" style="font-size:.8em;color:{QUIET_INK}">'
            f"{clean_html(notes)}</span></li>"
        )

    def _narration(self, segments: pd.DataFrame) -> str:
        """Return the card of the reporter's sentences that hold evidence."""
        own = segments[segments["speaker"] == NARRATOR]
        items = []
        for _, unit in own.groupby("unit", sort=False):
            spans = [(int(s), int(e)) for s, e in zip(unit["start"], unit["end"], strict=True)]
            ranges = joined_ranges(spans)
            if all(mark.kind == evidence.VERB for mark in self._places.touching(spans)):
                continue
            a = Attribution(tuple(spans), (), (), "indirect", "")
            words = " … ".join(self._words(start, end, a) for start, end in ranges)
            place = int(unit["paragraph"].iloc[0])
            link = (
                f'<a href="{escape(self.article)}#nv-paragraph-{place}" '
                f'aria-label="paragraph {place}, to the article">¶{place}</a>'
            )
            items.append(self._item("", link, words, ranges, "", NARRATOR))
        number, share = self.shares.get(NARRATOR, (0, 0.0))
        size = f"{counted(number, 'word')} ({percent(share)})" if number else ""
        shown, folded = "".join(items[:MOST_OPEN]), items[MOST_OPEN:]
        if folded:
            shown += (
                f'<li><details><summary>{len(folded)} more</summary><ol style="list-style:none;'
                f'padding:0">{"".join(folded)}</ol></details></li>'
            )
        told = [evidence.OF_NOBODY[NARRATOR], "sentences with marked words"]
        return self._framed("nv-card-narration", "the narration", "", size, told, shown)

    def _words(self, start: int, end: int, a: Attribution) -> str:
        """Return ``text[start:end]`` with content, cue, source and evidence marked."""
        marks = [
            m
            for m in self._places.touching([(start, end)])
            if not m.whole
            # what lies between the parts of a statement, and in the source, is the reporter's
            and m.touches(a.cue if m.kind == evidence.VERB else a.content)
        ]
        spans = [*a.content, *a.cue, *a.source, *((m.start, m.end) for m in marks)]
        cuts = {start, end, *(min(max(place, start), end) for span in spans for place in span)}
        return "".join(self._piece(*piece, a, marks) for piece in pairwise(sorted(cuts)))

    def _piece(self, here: int, there: int, a: Attribution, marks: Sequence[evidence.Mark]) -> str:
        def within(spans: Sequence[Span]) -> bool:
            return any(start <= here < end for start, end in spans)

        look = "" if within(a.content) else f"color:{QUIET_INK};"
        look += f"{CUE};" if within(a.cue) else ""
        look += f"{SOURCE};" if within(a.source) and not within(a.content) else ""
        html = clean_html(" ".join(self.annotation.text[here:there].split("\n")))
        html = f'<span style="{look}">{html}</span>' if look else html
        over = [mark for mark in marks if mark.start <= here < mark.end]
        if over:
            titles = "; ".join(f"{mark.kind}: {mark.note}" for mark in over)
            line = evidence.LINES[over[0].kind]
            html = (
                f'<mark class="nv-mark" title="{escape(clean(titles))}" style="color:{INK};'
                f'background:{tint(palette.NEUTRAL, 0.08)};border-bottom:{line}">{html}</mark>'
            )
        ended = dict.fromkeys(mark.note for mark in over if mark.end == there and mark.note)
        if ended:
            html += (
                '<sup class="nv-label" style="font-size:.68em;line-height:0;padding:0 2px">'
                f"{clean_html(', '.join(ended))}</sup>"
            )
        return html
