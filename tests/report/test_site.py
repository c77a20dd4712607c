"""The site: its pages, what is escaped in them, and that they load nothing from the web."""

import base64
import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.article import article_from_text
from helpers.report.site.build import SiteError, build_site

PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()
TITLE = "Mayor *opens* <b>bridge</b> & `road`"
LONG_LINE = "value = " + " + ".join(f"name_{n}" for n in range(40))


def notebook(path: Path, *cells) -> None:
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
    nbformat.write(new_notebook(cells=list(cells)), path)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of three notebooks, one stopped with an error, an annotated article and two tables."""
    folder = tmp_path_factory.mktemp("build")
    (folder / "notebooks").mkdir()
    (folder / "tables").mkdir()
    picture = new_output("display_data", {"image/png": PNG, "text/plain": "<Figure>"})
    picture.metadata = {"image/png": {"alt": "Words of each speaker"}}
    described = new_output("display_data", {"image/png": PNG})
    described.metadata = {"image/png": {"alt": "Bars <of> tone.", "width": 640}}
    answer = new_code_cell("print(answer)", metadata={"tags": ["answer"]})
    answer.outputs = [new_output("stream", text="The mayor says 12 words of *20*.\n")]
    drawing = new_code_cell("draw()", outputs=[picture])
    link = '<a href="01_tone.ipynb#nv-row-1">1</a>'
    linking = new_code_cell("cards()", outputs=[new_output("display_data", {"text/html": link})])
    notebook(
        folder / "notebooks" / "00_overview.ipynb",
        new_markdown_cell("# Who speaks?\n\nIt costs $5 or\n$6 to know.\n\nMore."),
        answer,
        new_markdown_cell("## Words of *each* speaker\n\nText."),
        drawing,
        linking,
        new_code_cell(LONG_LINE),
    )
    stopped = new_code_cell("1 / 0")
    stopped.outputs = [
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
    ]
    toned = new_code_cell("draw()", outputs=[described])
    question = new_markdown_cell("# In what tone?")
    notebook(folder / "notebooks" / "01_tone.ipynb", question, toned, stopped)
    notebook(folder / "notebooks" / "02_untitled.ipynb", new_code_cell("1"))
    (folder / "annotated-article.html").write_text(
        "<html><head><style>.x {color: red}</style></head><body>\n<main>\n<p>```</p>\n\n    "
        "<i>in</i>\n</main></body></html>",
        encoding="utf-8",
    )
    rows = [["speaker", "words"], ["The <mayor>", "12"]]
    dictionary = [["table", "column", "meaning"], ["speakers", "words", "words < content"]]
    for name, lines in (("speakers", rows), ("statements", rows), ("data_dictionary", dictionary)):
        with (folder / "tables" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    (folder / "site").mkdir()
    (folder / "site" / "stale.html").write_text("old", encoding="utf-8")
    front = build_site(
        folder / "notebooks",
        folder / "site",
        annotated=folder / "annotated-article.html",
        tables=folder / "tables",
        article=article_from_text(f"{TITLE}\n\nThe mayor spoke.", any_language=True),
    )
    assert front == folder / "site" / "index.html"
    return folder / "site"


def page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


class Resources(HTMLParser):
    """Collects what a page loads and where it links to."""

    def __init__(self):
        super().__init__()
        self.loaded, self.linked = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a":
            self.linked.append(values.get("href") or "")
        elif "src" in values or tag == "link":
            self.loaded.append(values.get("src") or values.get("href") or "")


def resources(path: Path) -> Resources:
    parser = Resources()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_each_notebook_is_a_page_and_nothing_stale_is_left(site):
    names = {path.stem for path in site.glob("*.html")}
    assert {"index", "00_overview", "01_tone", "02_untitled"} <= names
    assert {"tables", "glossary", "search"} <= names
    assert "stale" not in names


def test_no_page_loads_anything_from_the_web(site):
    for path in site.glob("*.html"):
        for address in resources(path).loaded:
            assert not re.match(r"(https?:)?//", address), f"{path.name} loads {address}"
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", sheet.read_text("utf-8"))


def test_what_pages_load_and_link_to_is_there(site):
    checked = 0
    for path in site.glob("*.html"):
        found = resources(path)
        for address in found.loaded + found.linked:
            address = address.split("#")[0].split("?")[0]
            if address and not re.match(r"[a-z]+:", address):
                assert (path.parent / address).exists(), f"{path.name} names {address}"
                checked += 1
    assert checked > 50


def test_front_page_shows_title_answer_and_picture_and_which_notebook_stopped(site):
    text = page(site, "index")
    assert "<b>bridge" not in text
    assert "“Mayor *opens* &lt;b&gt;bridge&lt;/b&gt; &amp; `road`”" in text
    assert "SHA-256" in text
    assert "The mayor says 12 words of *20*." in text
    assert 'alt="Words of each speaker"' in text
    assert "It costs $5 or $6 to know." in text
    assert "stopped with an error" in text
    assert "ZeroDivisionError: division by zero" in text


def test_a_notebook_page_has_code_outputs_and_a_text_for_its_picture(site):
    text = page(site, "00_overview")
    assert "name_39" in re.sub(r"<[^>]+>", "", text)
    assert 'alt="Words of each speaker"' in text
    assert "mathjax" not in text.lower()
    assert 'href="01_tone.html#nv-row-1"' in text
    described = page(site, "01_tone")
    assert 'alt="Bars &lt;of&gt; tone."' in described
    assert 'width="640"' in described


def test_the_front_page_holds_the_annotated_article_with_its_styles(site):
    text = page(site, "index")
    assert text.count("<html") == 1
    assert text.count("<main") == 1
    assert "<style>.x {color: red}</style>" in text
    assert "<p>```</p>\n\n    <i>in</i>" in text


def test_the_search_finds_the_paragraphs_of_the_article(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert re.search(r'"objects":.*"nv-paragraph-1"', index)


def test_tables_page_explains_columns_and_offers_the_files(site):
    text = page(site, "tables")
    assert text.index("statements.csv") < text.index("speakers.csv")
    assert 'href="tables/speakers.csv" download' in text
    assert "words &lt; content" in text
    assert (site / "tables" / "speakers.csv").is_file()
    assert "<th>speaker</th><th>words</th>" in text
    assert "<td>The &lt;mayor&gt;</td><td>12</td>" in text


def test_site_without_the_optional_parts(tmp_path):
    (tmp_path / "in").mkdir()
    notebook(tmp_path / "in" / "00_a.ipynb", new_markdown_cell("# Why?"))
    none = tmp_path / "none"
    front = build_site(tmp_path / "in", tmp_path / "out", annotated=none, tables=none)
    assert not (front.parent / "tables.html").exists()
    assert "every voice marked" not in front.read_text(encoding="utf-8")


def test_no_notebook_is_a_clear_error(tmp_path):
    with pytest.raises(SiteError, match="no notebook"):
        build_site(tmp_path, tmp_path / "out")
