"""Writes the site's pages in MyST Markdown, from executed notebooks, tables and the article."""

from __future__ import annotations

import base64
import csv
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from helpers.article import Article

DATA_DICTIONARY = "data_dictionary.csv"
_LEAD = (
    "One news article, read by a program whose rules can be read: who speaks in it, how much, in "
    "what tone, inside which frames, and who is spoken about but never heard."
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of a notebook and its description in words."""

    png: bytes
    description: str


@dataclass(frozen=True)
class Chapter:
    """A notebook as a page: file name, question, first paragraph, answers, picture, error."""

    name: str
    question: str
    purpose: str
    answers: tuple[str, ...]
    picture: Picture | None
    error: str
    notebook: NotebookNode

    @property
    def label(self) -> str:
        """The short name for the list of pages: ``03_who_says_what`` is "03 Who says what"."""
        number, _, words = self.name.partition("_")
        return f"{number} {words.replace('_', ' ').capitalize()}".strip()


def escape_markdown(text: str) -> str:
    r"""Return text so that Markdown shows it as it is, on one line.

    Example:
        >>> print(escape_markdown("<b> *so*\nit `goes`"))
        \<b\> \*so\* it \`goes\`
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def read_chapter(path: Path) -> Chapter:
    """Return what the site tells of one executed notebook.

    Args:
        path: an ``.ipynb`` file.

    Returns:
        Its first heading and paragraph, the text that its cells tagged ``answer`` put out, its
        first picture, and the error with which it stopped ("" where none).
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    question, purpose, heading, error = "", "", "", ""
    picture = None
    answers: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+ +(.+)$", cell.source, re.MULTILINE)
            if headings and not question:
                question = headings[0].strip()
                paragraphs = re.split(r"\n\s*\n", cell.source.split(headings[0], 1)[1].strip())
                purpose = " ".join(paragraphs[0].split())
            heading = headings[-1].strip() if headings else heading
        for output in cell.get("outputs", ()):
            png = output.get("data", {}).get("image/png")
            if png and picture is None:
                picture = Picture(base64.b64decode(png), _description(output, heading))
            if output.output_type == "error":
                error = f"{output.ename}: {(output.evalue.strip().splitlines() or [''])[0]}"
            if "answer" in cell.metadata.get("tags", ()):
                answers.append(_text_output(output))
    answers = [answer for answer in answers if answer]
    name = path.stem
    return Chapter(
        name, question or name, purpose, tuple(answers), picture, error.rstrip(": "), notebook
    )


def _text_output(output: NotebookNode) -> str:
    """Return an output as Markdown; "" for one that has no text."""
    if output.output_type == "stream":
        return escape_markdown(output.text)
    data = output.get("data", {})
    if "text/markdown" in data:
        return str(data["text/markdown"]).strip()
    if "text/html" in data or "text/plain" not in data:
        return ""
    return escape_markdown(data["text/plain"].strip("'\""))


def _plain(markdown: str) -> str:
    """Return a heading without its marks, for text that is read out in place of a picture."""
    return re.sub(r"[*_`\\]|\[|\]\([^)]*\)", "", markdown)


def _description(output: NotebookNode, heading: str) -> str:
    """Return a picture's own description; where it has none, the heading above it."""
    given = output.get("metadata", {}).get("image/png", {}).get("alt")
    return str(given or f"Figure: {_plain(heading)}")


def write_chapter(chapter: Chapter, path: Path) -> None:
    """Write a notebook for Sphinx: pictures get their description, and the width meant for them.

    Args:
        chapter: from :func:`read_chapter`.
        path: the file to write.
    """
    import nbformat

    notebook = nbformat.from_dict(chapter.notebook)
    heading = chapter.question
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"^#+ +(.+)$", cell.source, re.MULTILINE) or [heading])[-1]
        pictures = [o for o in cell.get("outputs", ()) if "image/png" in o.get("data", {})]
        if pictures:
            image = {"alt": " ".join(_description(picture, heading) for picture in pictures)}
            width = pictures[0].metadata.get("image/png", {}).get("width")
            if width:
                image["width"] = f"{width}px"
            cell.metadata["mystnb"] = {"image": image}
    if not re.match(r"# ", notebook.cells[0].source if notebook.cells else ""):
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"# {chapter.question}"))
    nbformat.write(notebook, path)


def annotated_page(fragment: str) -> str:
    """Return the page that holds the annotated article.

    Args:
        fragment: HTML; of a whole page, its styles and what stands in its body are taken.

    Example:
        >>> "<p>x</p>" in annotated_page("<html><head></head><body><p>x</p></body></html>")
        True
    """
    body = re.search(r"<body[^>]*>(.*)</body>", fragment, re.DOTALL | re.IGNORECASE)
    if body:
        head = fragment[: body.start()]
        styles = re.findall(r"<style.*?</style>", head, re.DOTALL | re.IGNORECASE)
        inside = re.sub(r"</?main\b[^>]*>", "", body.group(1))  # the site's page has one already
        fragment = "\n".join([*styles, inside])
    return "# The annotated article\n\n" + _raw(f'<div class="annotated">{fragment}</div>')


def _raw(content: str) -> str:
    """Return HTML as a block that Markdown leaves alone, whatever it holds."""
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 3)
    return f"{fence}{{raw}} html\n{content}\n{fence}\n"


def tables_page(files: Sequence[Path]) -> str:
    """Return the page from which the tables are downloaded, with the meaning of each column.

    Args:
        files: CSV files with a header line, in UTF-8; ``data_dictionary.csv`` among them has the
            columns ``table``, ``column`` and ``meaning``, and the tables are listed in its order.
    """
    meanings: dict[str, dict[str, str]] = {}
    for file in files:
        if file.name == DATA_DICTIONARY:
            for row in _rows(file):
                meanings.setdefault(row["table"], {})[row["column"]] = row["meaning"]
    order = {table: number for number, table in enumerate(meanings)}
    parts = [
        "# Tables\n",
        "The tables behind these pages, as CSV files (UTF-8, comma between columns). `start` and "
        "`end` are positions in the article's text, counted in characters from 0.\n",
    ]
    if any(file.with_suffix(".parquet").is_file() for file in files):
        parts.append(
            "The folder `tables` beside this site holds them as Parquet too, and the folder "
            "`figures` the pictures as PNG and SVG.\n"
        )
    for file in sorted(files, key=lambda file: (order.get(file.stem, len(order)), file.name)):
        rows = _rows(file)
        name = html.escape(file.name)
        count = f"{len(rows):,} row{'s' if len(rows) != 1 else ''}"
        known = "".join(
            f"<dt><code>{html.escape(column)}</code></dt><dd>{html.escape(meaning)}</dd>"
            for column, meaning in meanings.get(file.stem, {}).items()
        )
        explained = f"<details><summary>Its columns</summary><dl>{known}</dl></details>"
        parts.append(f"## {escape_markdown(file.stem.replace('_', ' ').capitalize())}\n")
        parts.append(
            _raw(
                f'<p class="download"><a href="tables/{name}" download>{name}</a> '
                f"<small>{count}</small></p>{explained if known else ''}"
            )
        )
    return "\n".join(parts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def front_page(
    chapters: Sequence[Chapter], article: Article | None, *, annotated: bool, tables: bool
) -> str:
    """Return the front page: what was found, how far to trust it, and where to go on.

    How far to trust it is the answer of a notebook that has "trust" in its name.

    Args:
        chapters: the notebooks, in order.
        article: what they were run on; ``None`` leaves it unnamed.
        annotated: whether there is a page with the annotated article.
        tables: whether there is a page with tables.
    """
    title = f"“{escape_markdown(article.title)}”" if article else "this article"
    parts = [f"# The voices in {title}\n", "{.lead}\n" + _LEAD + "\n"]
    stopped = [chapter for chapter in chapters if chapter.error]
    for chapter in stopped:
        parts.append(
            f":::{{warning}}\n[{escape_markdown(chapter.label)}]({chapter.name}.ipynb) stopped "
            f"with an error, and its page ends there: {escape_markdown(chapter.error)}\n:::\n"
        )
    first = chapters[0]
    ways = [f"[{escape_markdown(first.label)}]({first.name}.ipynb)"]
    if annotated:
        ways.insert(0, "[The article with every voice marked](annotated-article.md)")
    if tables:
        ways.append("[Tables to download](tables.md)")
    parts.append("## What was found\n")
    parts += [f"{answer}\n" for answer in first.answers]
    parts.append("{.ways}\n" + "\n".join(f"- {way}" for way in ways) + "\n")
    if first.picture:
        alternative = escape_markdown(first.picture.description)
        image = f"[![{alternative}](_static/front.png)]({first.name}.ipynb)"
        parts.append("{.front-picture}\n" + image + "\n")
    trust = [chapter for chapter in chapters if "trust" in chapter.name and chapter.answers]
    if trust or article:
        parts.append("## How far to trust it\n")
    parts += [f"{answer}\n" for chapter in trust for answer in chapter.answers]
    if article:
        parts.append(_raw(_article_card(article)))
    parts.append("## The notebooks\n")
    parts.append("{.notebooks}")
    for chapter in chapters:
        told = [] if chapter is first or chapter in trust else list(chapter.answers)
        lines = [f"[{chapter.question}]({chapter.name}.ipynb)", *(told or [chapter.purpose])]
        item = "\n\n".join(line for line in lines if line)
        parts.append("- " + item.replace("\n", "\n  ").replace("\n  \n", "\n\n"))
    parts.append("")
    others = ["annotated-article"] * annotated + ["tables"] * tables
    entries = [f"{chapter.label} <{chapter.name}>" for chapter in chapters] + others
    parts.append("```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n")
    return "\n".join(parts)


def _article_card(article: Article) -> str:
    """Return length and provenance of the article as HTML."""
    from helpers.article import article_table

    counted = article_table(article).iloc[0]
    provenance = article.provenance
    known = provenance.details
    facts = [
        f"{counted['analysed_words']:,} of {counted['words']:,} words analysed",
        f"{len(article.paragraphs)} paragraphs",
        *(known[name] for name in ("outlet", "date", "author") if name in known),
        f"{provenance.source} ({provenance.form})",
        f"SHA-256 {provenance.sha256[:12]}…",
    ]
    lines = [f"<p>The article read: {html.escape(' · '.join(facts))}</p>"]
    if provenance.notes:
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in provenance.notes)
        lines.append(
            f"<details><summary>What was odd, and what was left out</summary><ul>{notes}</ul>"
        )
        lines.append("</details>")
    return f'<div class="article-card">{"".join(lines)}</div>'
