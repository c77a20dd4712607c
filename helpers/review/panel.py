"""Review panel: an article beside its statements, and every decision on disk before the next.

A widget for JupyterLab. Its page (``panel.js``, ``panel.css``) only shows and asks: what is decided
is made a correction, written, applied and shown again here, so that what the coder sees is always
what the file says.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Any

import anywidget
import traitlets

from helpers.analysis import Analysis, analyse, correct
from helpers.article import Article
from helpers.attribution import Attribution, Span
from helpers.corrections import (
    Correction,
    CorrectionError,
    corrections_file,
    read_corrections,
    save_correction,
    withdraw_corrections,
)
from helpers.report.palette import fill_colours, speaker_colours
from helpers.speakers import UNATTRIBUTED

HERE = Path(__file__).parent
_GIVEN = ("action", "field", "name", "value", "reason")
SECONDS = 20  # for one statement, until the coder's own pace is known
PAUSE = 300  # seconds without a decision after which the coder was doing something else


class ReviewPanel(anywidget.AnyWidget):
    """The panel of one article and one coder.

    Attributes:
        path: the file of corrections; a coder who is named has a copy of his own.
        state: what is shown: paragraphs, statements in the order of doubt, speakers, progress.
    """

    _esm = HERE / "panel.js"
    _css = fill_colours((HERE / "panel.css").read_text(encoding="utf-8"))
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, article: Article, coder: str = "", path: Path | None = None) -> None:
        """Show an article with the coder's decisions so far.

        Args:
            article: to review.
            coder: name or sign of the person; with it the file is NAME.CODER.csv, which nothing
                applies until it is settled, and without it the one that every notebook applies.
            path: of the file, in place of the usual one.

        Raises:
            CorrectionError: the file is there and can't be used.
        """
        self.coder = coder
        self.path = path or review_file(article, coder)
        self._found = analyse(article, corrected=False)
        self._corrections = read_corrections(self.path) if self.path.is_file() else []
        self._last, self._took = time.monotonic(), [float(SECONDS)] * 3
        super().__init__(state=self._state())
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        """Return what is shown in place of the panel where no kernel runs."""
        decided = f"{self.state['done']} of {self.state['total']}"
        return f"Review panel: {decided} statements decided. Run this cell in JupyterLab to see it."

    def _receive(self, _: object, message: dict[str, Any], __: object) -> None:
        """Do what the page asks, and say that it is on disk, or why not."""
        try:
            self.decide(message)
            self.send({"saved": message.get("number")})
        except (CorrectionError, OSError, KeyError, ValueError) as error:
            self.send({"failed": message.get("number"), "why": str(error)})

    def decide(self, message: dict[str, Any]) -> None:
        """Write one decision to the file and show what follows from it.

        Args:
            message: ``action`` and what it needs (``helpers.corrections.files``); of a statement
                ``start`` and ``end``; ``undo`` (True) takes the coder's decision back.
        """
        start, end = int(message.get("start", -1)), int(message.get("end", -1))
        coder = self.coder or "coder"
        if message.get("undo"):
            self._corrections = withdraw_corrections(self.path, coder, start, end)
        else:
            renamed = {c.value: c.name for c in self._corrections if c.action == "rename"}
            given = {key: str(message.get(key, "")).strip() for key in _GIVEN}
            given["name"] = renamed.get(given["name"], given["name"])
            words = self._found.text[start:end] if 0 <= start < end else ""
            made = Correction(start=start, end=end, words=words, coder=coder, **given)
            self._corrections = save_correction(self.path, made)
        took, self._last = time.monotonic() - self._last, time.monotonic()
        self._took += [took] if took < PAUSE else []
        self.state = self._state()

    def analysis(self) -> Analysis:
        """Return the analysis with all decisions so far."""
        return correct(self._found, self._corrections)

    def _state(self) -> dict[str, Any]:
        """What the page shows, in the types of JSON."""
        analysis = self.analysis()
        corrected = analysis.corrected
        places = corrected.places if corrected else ()
        statements = [
            _shown(analysis.text, attribution, place)
            for attribution, place in zip(analysis.attributions, places, strict=True)
        ]
        for attribution in self._found.attributions:
            place = attribution.content[0][0], attribution.content[-1][1]
            if any(c.action == "reject" and (c.start, c.end) == place for c in self._corrections):
                shown = _shown(analysis.text, attribution, place)
                statements.append({**shown, "decided": "coder", "verdict": "rejected"})
        statements.sort(key=lambda s: (-s["doubt"], s["start"]))
        names = [a.name for a in analysis.actors]
        speaking = [name for name in analysis.speakers if name in names]
        done = sum(bool(s["decided"]) for s in statements)
        return {
            "title": analysis.article.title,
            "paragraphs": [
                {
                    "start": p.start,
                    "end": p.end,
                    "role": p.role,
                    "text": analysis.text[p.start : p.end],
                }
                for p in analysis.article.paragraphs
                if p.analysed
            ],
            "statements": statements,
            "speakers": [*speaking, *(n for n in names if n not in speaking), UNATTRIBUTED],
            "speaking": speaking,
            "colours": speaker_colours(speaking),
            "done": done,
            "total": len(statements),
            "seconds": round(median(self._took) * (len(statements) - done)),
            "notes": corrected.summary() if corrected else [],
            "file": self.path.name,
        }


def review_file(article: Article, coder: str = "") -> Path:
    """Return the file of a coder's decisions on an article, ``NAME.CODER.csv``.

    Raises:
        CorrectionError: corrections are turned off, or the coder's name is no part of a file's.
    """
    path = corrections_file(article)
    if path is None:
        raise CorrectionError(
            "Corrections are turned off: set NEWS_VOICES_CORRECTIONS to a file, or unset it."
        )
    if coder and not coder.replace("-", "").replace("_", "").isalnum():
        raise CorrectionError(f"{coder!r} can't be part of a file's name: use letters and digits.")
    return path.with_suffix(f".{coder}.csv") if coder else path


def _shown(text: str, a: Attribution, place: Span) -> dict[str, Any]:
    """A statement as the page shows it; ``start`` and ``end`` are what a decision must name."""
    verdict = ("added" if a.rule == "coder" else "accepted") if a.decided else ""
    return {
        "start": place[0],
        "end": place[1],
        "words": _words(text, a.content),
        "speaker": a.speaker,
        "kind": a.kind if a.speech else f"{a.kind}, no speech",
        "cue": _words(text, a.cue),
        "content": [list(span) for span in a.content],
        "doubt": 0.5 if a.confidence is None else round(1 - a.confidence, 3),
        "sure": "no source is named" if a.confidence is None else f"{a.confidence:.0%} sure",
        "decided": a.decided,
        "verdict": verdict,
    }


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)
