"""What is said of ten invented articles, as one text that a reviewer reads: snapshots.md.

After a change, ``UPDATE_SNAPSHOTS=1 python -m pytest tests/report/test_snapshots.py`` writes the
text anew; read the difference before it is committed.
"""

import os
import re
from html import unescape
from pathlib import Path

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.report.article_page import speaker_cards
from helpers.report.article_page.evidence import KINDS
from helpers.report.findings import overview

SNAPSHOTS = Path(__file__).with_name("snapshots.md")
# Of different kinds; none of the people or places exists.
INVENTED = Path(__file__).with_name("invented_articles.md").read_text(encoding="utf-8")


def snapshot(kind: str, text: str) -> str:
    """The sentences and the cards of an article as plain text."""
    analysis = analyse(article_from_text(text, any_language=True))
    html = speaker_cards(analysis, KINDS).data
    cards = re.sub(r"<style>.*?</style>|<p .*?</p>", "", html, flags=re.DOTALL)
    cards = re.sub(r"<sup[^>]*>(.*?)</sup>", r" {\1}", cards)
    cards = re.sub(r"<details[^>]*>", "\n\n", re.sub(r"<(li|ol|div)\b[^>]*>", "\n", cards))
    lines = [unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in cards.splitlines()]
    shown = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    first, more = overview.answer(analysis), overview.more(analysis)
    sentences = "\n\n".join("\n".join(f"- {x}" for x in said) for said in (first, more) if said)
    return f"# {kind}\n\n{text}\n\n{sentences}\n\n{shown}".rstrip() + "\n"


def test_what_is_said_of_invented_articles_is_what_was_read() -> None:
    articles = (part.split("\n", 1) for part in INVENTED.removeprefix("# ").split("\n# "))
    said = "\n".join(snapshot(kind, text.strip()) for kind, text in articles)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOTS.write_text(said, encoding="utf-8")
    assert said == SNAPSHOTS.read_text(encoding="utf-8")
