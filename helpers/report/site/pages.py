"""Pages of the site in MyST Markdown, one function a page: notebooks, tables, front."""

from __future__ import annotations

import base64
import csv
import html
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article import Article
from helpers.prose import as_markdown

if TYPE_CHECKING:
    from nbformat import NotebookNode

# To a page of another notebook, in what a cell has put out.
_LINK = re.compile(r"((?:href=\"|\]\()\d\d_\w+)\.ipynb([#\")])")
DATA_DICTIONARY = "data_dictionary.csv"
OF_OTHER_ARTICLES = ("09", "10", "12")  # chapters that are not about the article alone
READ_FIRST = ("statements", "share_of_voice", "actors", "voice_gap")  # of the tables
PREVIEW_ROWS, PREVIEW_LETTERS = 5, 60  # of a table on the page of tables
_CAUTION = "One text says nothing about its reporter or outlet, nor why somebody is not quoted."
_LEAD = (
    "A computer reading of one news article: who speaks in it, who is mentioned without being "
    "quoted, and how far to trust the answer."
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of a notebook and its description in words."""

    png: bytes
    description: str


@dataclass(frozen=True)
class Chapter:
    """An executed notebook as the site needs it.

    ``question`` is its first heading and ``purpose`` the paragraph below, ``answers`` the texts
    that its cells tagged ``answer`` put out, ``picture`` its first figure, and ``error`` what
    stopped it ("" where nothing did).
    """

    name: str
    question: str
    purpose: str
    answers: tuple[str, ...]
    picture: Picture | None
    error: str
    notebook: NotebookNode

    @property
    def label(self) -> str:
        """The name in the list of pages: ``03_who_says_what`` becomes "03 Who says what"."""
        number, _, words = self.name.partition("_")
        return f"{number} {words.replace('_', ' ').capitalize()}".strip()


def read_chapter(path: Path) -> Chapter:
    """Return an executed notebook (an ``.ipynb`` file) as a chapter of the site."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    question, purpose, error = "", "", ""
    picture = None
    answers: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+ +(.+)$", cell.source, re.MULTILINE)
            if headings and not question:
                question = headings[0].strip()
                paragraphs = re.split(r"\n\s*\n", cell.source.split(headings[0], 1)[1].strip())
                purpose = " ".join(paragraphs[0].split())
        for output in cell.get("outputs", ()):
            png = output.get("data", {}).get("image/png")
            if png and picture is None:
                picture = Picture(base64.b64decode(png), _description(output))
            if output.output_type == "error":
                error = f"{output.ename}: {(output.evalue.strip().splitlines() or [''])[0]}"
            if "answer" in cell.metadata.get("tags", ()) and not png:
                answers.append(_text_output(output))
    told = tuple(answer for answer in answers if answer)
    name, error = path.stem, error.rstrip(": ")
    return Chapter(name, question or name, purpose, told, picture, error, notebook)


def _text_output(output: NotebookNode) -> str:
    """Return an output as Markdown; "" for one that has no text."""
    if output.output_type == "stream":
        return as_markdown(output.text)
    data = output.get("data", {})
    if "text/markdown" in data:
        return str(data["text/markdown"]).strip()
    if "text/html" in data or "text/plain" not in data:
        return ""
    return as_markdown(data["text/plain"].strip("'\""))


def _description(output: NotebookNode) -> str:
    """Return a picture's description in words, which ``figures.show`` gives it."""
    return str(output.get("metadata", {}).get("image/png", {}).get("alt", "Figure"))


def write_chapter(chapter: Chapter, path: Path) -> None:
    """Write the page of a notebook: each picture with its description and its width."""
    import nbformat

    notebook = nbformat.from_dict(chapter.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("../data/glossary.md", "glossary.md")
        for output in cell.get("outputs", ()):
            for kind, text in output.get("data", {}).items():
                if kind in ("text/html", "text/markdown"):
                    output["data"][kind] = _LINK.sub(r"\1.html\2", "".join(text))
        pictures = [o for o in cell.get("outputs", ()) if "image/png" in o.get("data", {})]
        if pictures:
            image = {"alt": " ".join(_description(picture) for picture in pictures)}
            width = pictures[0].metadata.get("image/png", {}).get("width")
            if width:
                image["width"] = f"{width}px"
            cell.metadata["mystnb"] = {"image": image}
    if not re.match(r"# ", notebook.cells[0].source if notebook.cells else ""):
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"# {chapter.question}"))
    nbformat.write(notebook, path)


def annotated_fragment(html_text: str) -> str:
    """Return the annotated article, a fragment of HTML or a page, for the inside of a page."""
    body = re.search(r"<body[^>]*>(.*)</body>", html_text, re.DOTALL | re.IGNORECASE)
    if body:
        head = html_text[: body.start()]
        styles = re.findall(r"<style.*?</style>", head, re.DOTALL | re.IGNORECASE)
        inside = re.sub(r"</?main\b[^>]*>", "", body.group(1))  # the site's page has one already
        inside = re.sub(r"<(/?)h1\b", r"<\1h2", inside)  # and a title
        html_text = "\n".join([*styles, inside])
    return _raw(f'<div class="annotated">{html_text}</div>')


def _raw(content: str) -> str:
    """Return HTML as a block that Markdown leaves alone, whatever it holds."""
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 3)
    return f"{fence}{{raw}} html\n{content}\n{fence}\n"


def tables_page(files: Sequence[Path]) -> str:
    """Return the page from which the tables are downloaded, with the meaning of each column."""
    meanings: dict[str, dict[str, str]] = {}
    for file in files:
        if file.name == DATA_DICTIONARY:
            for row in _rows(file):
                meanings.setdefault(row["table"], {})[row["column"]] = row["meaning"]
    order = {table: number for number, table in enumerate(dict.fromkeys([*READ_FIRST, *meanings]))}
    parts = [
        "# Tables\n",
        "The tables behind these pages, as CSV files (UTF-8, comma between columns). `start` and "
        "`end` are positions in the article's text, counted in characters from 0. The tables that "
        "most readers want come first.\n",
    ]
    if any(file.with_suffix(".parquet").is_file() for file in files):
        parts.append(
            "Parquet versions are in the folder `tables` next to this site, and the figures as PNG "
            "and SVG in the folder `figures`.\n"
        )
    for file in sorted(files, key=lambda file: (order.get(file.stem, len(order)), file.name)):
        rows = _rows(file)
        name = html.escape(file.name)
        count = f"{len(rows):,} row{'s' if len(rows) != 1 else ''}"
        known = "".join(
            f"<dt><code>{html.escape(column)}</code></dt><dd>{html.escape(meaning)}</dd>"
            for column, meaning in meanings.get(file.stem, {}).items()
        )
        explained = f"<details><summary>What the columns mean</summary><dl>{known}</dl></details>"
        explained = (explained if known else "") + (_preview(rows) if rows else "")
        parts.append(f"## {as_markdown(file.stem.replace('_', ' ').capitalize())}\n")
        parts.append(
            _raw(
                f'<p class="download"><a href="tables/{name}" download>{name}</a> '
                f"<small>{count}</small></p>{explained}"
            )
        )
    return "\n".join(parts)


def _preview(rows: Sequence[dict[str, str]]) -> str:
    """Return the first rows of a table as HTML, folded."""

    def line(cells: Iterable[str], tag: str) -> str:
        cells = (re.sub(r"^(-?\d+\.\d{3})\d+$", r"\1", cell or "") for cell in cells)
        shown = (textwrap.shorten(cell, PREVIEW_LETTERS, placeholder=" …") for cell in cells)
        return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in shown)}</tr>"

    body = "".join(line(row.values(), "td") for row in rows[:PREVIEW_ROWS])
    table = f"<table><thead>{line(rows[0], 'th')}</thead><tbody>{body}</tbody></table>"
    return f'<details><summary>The first rows</summary><div class="preview">{table}</div></details>'


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def front_page(
    chapters: Sequence[Chapter], article: Article | None, *, annotated: str, tables: bool
) -> str:
    """Return the front page: the answer, a picture, the annotated article, and all pages.

    The first of the chapters gives the answer and the picture; an article that is None stays
    unnamed; ``annotated`` is an :func:`annotated_fragment`, "" for none.
    """
    quoted = re.sub('["“”]', "'", article.title) if article else ""
    title = f"“{as_markdown(quoted)}”" if article else "this article"
    parts = [f"# Who speaks in {title}?\n", "{.lead}\n" + _LEAD + "\n"]
    for chapter in [chapter for chapter in chapters if chapter.error]:
        parts.append(
            f":::{{warning}}\n[{as_markdown(chapter.label)}]({chapter.name}.ipynb) stopped "
            f"with an error, and its page ends there: {as_markdown(chapter.error)}\n:::\n"
        )
    first = chapters[0]
    parts += [f"{answer}\n" for answer in first.answers]
    parts.append(_CAUTION + "\n")
    if first.picture:
        alternative = as_markdown(first.picture.description)
        image = f"[![{alternative}](_static/front.png)]({first.name}.ipynb)"
        parts.append("{.front-picture}\n" + image + "\n")
    if article:
        parts.append(_raw(_article_card(article)))
    if annotated:
        parts += ["## The article, with every voice marked\n", annotated]
    about = [chapter for chapter in chapters if chapter.name[:2] not in OF_OTHER_ARTICLES]
    other = [chapter for chapter in chapters if chapter not in about]
    parts += ["## More\n", *_listed(about, first)]
    if other:
        parts += ["\n## Other articles, and the program\n", *_listed(other, first), ""]
    if tables:
        parts.append("- [Tables to download](tables.md)")
    parts.append("- [Glossary](glossary.md)")
    parts.append("")
    entries = [f"{chapter.label} <{chapter.name}>" for chapter in chapters]
    entries += [*["tables"] * tables, "glossary"]
    parts.append("```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n")
    return "\n".join(parts)


def _listed(chapters: Sequence[Chapter], first: Chapter) -> Iterator[str]:
    """Yield a list of chapters, each with its answer, or else with what it is for."""
    yield "{.notebooks}"
    seen = set(first.answers)
    for chapter in chapters:
        told = [answer for answer in chapter.answers if answer not in seen]
        seen.update(told)
        lines = [f"[{chapter.question}]({chapter.name}.ipynb)", *(told or [chapter.purpose])]
        item = "\n\n".join(line for line in lines if line)
        yield "- " + item.replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _article_card(article: Article) -> str:
    """Return length and provenance of the article as HTML."""
    from helpers.article import article_facts

    counted = article_facts(article)
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
        summary = "<summary>What was odd, and what was left out</summary>"
        lines.append(f"<details>{summary}<ul>{notes}</ul></details>")
    return f'<div class="article-card">{"".join(lines)}</div>'
