"""Marks: a paragraph of the article with the parts of its attributions as HTML elements."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from operator import attrgetter

from helpers.attribution.attribution import Attribution, Span
from helpers.report.palette import INK, NARRATOR_GREY, ink, tint
from helpers.speakers.actor import UNATTRIBUTED

# Style attributes hold what must survive a cleaner that drops style sheets (JupyterLab's, for
# notebooks not yet trusted).
UNDERLINE = {"direct": "2px solid", "indirect": "2px dashed", "mixed": "4px double"}
NOT_SPEECH = "2px dotted"
# How the words of each kind of attribution are given.
KIND_NAMES = {
    "direct": "quoted",
    "indirect": "paraphrased",
    "mixed": "partly quoted",
    "": "belief, act or topic, not counted as speech",
}
SOURCE = f"font-weight:bold;border:1px solid {NARRATOR_GREY};border-radius:3px;padding:0 2px"
CUE = f"font-style:italic;border-bottom:1px solid {INK}"
_OPEN = {1: f'<b class="nv-source" style="{SOURCE}">', 2: f'<i class="nv-cue" style="{CUE}">'}
_CLOSE = ("</span>", "</b>", "</i>")
MAX_GAP = 160  # characters between the parts of one statement that are shown and not left out
_TAG_LENGTH = 32  # characters of a name in the text; the table has it in full
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch to mark: the content, cue or source of one attribution."""

    start: int
    end: int
    part: int  # 0 content, 1 source, 2 cue: the order in which they enclose each other
    attribution: int
    piece: int


@dataclass(frozen=True)
class Marker:
    """Writes stretches of an article with their marks; names and colours are by speaker."""

    text: str
    attributions: Sequence[Attribution]
    short: Mapping[str, str]
    colours: Mapping[str, str]

    @cached_property
    def layers(self) -> list[Layer]:
        """All stretches to mark, by where they begin, the longest first."""
        layers = [
            Layer(start, end, part, index, piece)
            for index, a in enumerate(self.attributions)
            for part, spans in enumerate((a.content, a.source, a.cue))
            for piece, (start, end) in enumerate(spans)
            if start < end
        ]
        return sorted(layers, key=lambda a: (a.start, -a.end, a.part, a.attribution))

    @cached_property
    def longest(self) -> int:
        """Characters of the longest stretch to mark."""
        return max((layer.end - layer.start for layer in self.layers), default=0)

    def marked(self, start: int, end: int) -> Iterator[str]:
        """Yield ``text[start:end]`` as HTML; elements are split where stretches cross."""
        first, stop = (
            bisect_left(self.layers, at, key=attrgetter("start"))
            for at in (start - self.longest, end)
        )
        layers = [layer for layer in self.layers[first:stop] if layer.end > start]
        cuts = {start, end}
        for layer in layers:
            cuts.update((max(start, layer.start), min(end, layer.end)))
        places = sorted(cuts)
        open_now: list[Layer] = []
        for here, there in zip(places, [*places[1:], end], strict=True):
            inside = here < end
            wanted = [a for a in layers if inside and a.start <= here < a.end]
            same = 0
            while same < min(len(open_now), len(wanted)) and open_now[same] == wanted[same]:
                same += 1
            yield from (_CLOSE[layer.part] for layer in reversed(open_now[same:]))
            ended = [layer for layer in open_now if layer not in wanted and layer.part == 0]
            yield from (self._after(layer) for layer in reversed(ended))
            for depth in range(same, len(wanted)):
                layer = wanted[depth]
                yield self._open(layer, wanted[:depth], layer not in open_now, layer.start >= start)
            open_now = wanted
            yield clean_html(self.text[here:there])

    def _open(self, layer: Layer, outer: Sequence[Layer], first: bool, begins: bool) -> str:
        """Return the tag that opens a stretch; the first of a content has its speaker's name."""
        if layer.part:
            return _OPEN[layer.part]
        attribution = self.attributions[layer.attribution]
        name = speaker_of(attribution)
        line = UNDERLINE[attribution.kind] if attribution.is_said else NOT_SPEECH
        colour = self.colours[name]
        # The line of an inner stretch runs above that of the one around it.
        room = max(0, 6 - 6 * sum(other.part == 0 for other in outer))
        style = f"border-bottom:{line} {ink(colour)};padding-bottom:{room}px;color:{INK}"
        style += f";background-color:{tint(colour)}" if attribution.is_said else ""
        said = KIND_NAMES[attribution.kind if attribution.is_said else ""]
        title = escape(clean(f"{name}: {said}; rule: {attribution.rule}"))
        if not first:
            return f'<span class="nv-content" style="{style}" title="{title}">'
        number = layer.attribution + 1
        anchor = f' id="nv-text-{number}"' if begins and layer.piece == 0 else ""
        look = f"background-color:{tint(colour)};color:{ink(colour, tint(colour))}"
        tag = (
            f'<span class="nv-label" style="font-size:.68em;font-weight:bold;{look}">'
            f"{clean_html(self.short[name])}: </span>"
        )
        return f'<span class="nv-content"{anchor} style="{style}" title="{title}">{tag}'

    def _after(self, layer: Layer) -> str:
        number = layer.attribution + 1
        name = escape(clean(speaker_of(self.attributions[layer.attribution])))
        return (
            '<sup class="nv-label" style="line-height:0;padding:0 2px">'
            f'<a href="#nv-row-{number}" '
            f'aria-label="{number}, to the card of {name}">{number}</a></sup>'
        )


def speaker_of(attribution: Attribution) -> str:
    """Return the speaker's name, "unattributed" where there is none."""
    return attribution.speaker or UNATTRIBUTED


def short_names(names: Sequence[str], persons: Sequence[str] = ()) -> dict[str, str]:
    """Return a short form of each name: the surname of a person where no other name has it."""
    last = {name: _surname(name) for name in names}
    often = Counter(last.values())
    short = {}
    for name in names:
        unique = name in persons and often[last[name]] == 1
        shown = last[name] if unique else name
        cut = len(shown) > _TAG_LENGTH
        short[name] = shown[: _TAG_LENGTH - 1].rstrip() + "…" if cut else shown
    return short


def _surname(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    return words[-1] if words else name


def clean(text: str) -> str:
    """Return text with U+FFFD for nulls and halves of surrogate pairs, which HTML cannot hold."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def clean_html(text: str) -> str:
    """Return text escaped for use between tags."""
    # A bare carriage return would reach the reader as a line feed, which is another character.
    return escape(clean(text), quote=False).replace("\r", "&#13;")


def counted(count: int, noun: str) -> str:
    """Return a number in figures with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def joined_ranges(spans: Sequence[Span]) -> list[Span]:
    """Return stretches that hold all spans; what lies between two of them is short or left out."""
    ranges: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if ranges and start - ranges[-1][1] <= MAX_GAP:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return ranges
