"""Build of the site: Sphinx's sources are written to a folder of their own, and Sphinx runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.article import DATA, Article
from helpers.report.palette import fill_colours
from helpers.report.site import pages

THEME = Path(__file__).resolve().parent / "theme"
GLOSSARY = DATA / "glossary.md"

# Sphinx's configuration. Nothing may load from the web: no MathJax (so no TeX in pages), no icons,
# no analytics.
CONFIGURATION: dict[str, Any] = {
    "project": "News Voices",
    "language": "en",
    "extensions": ["myst_nb", "helpers.report.site.paragraphs"],
    "templates_path": ["_templates"],
    "html_theme": "pydata_sphinx_theme",
    "html_title": "News Voices",
    "html_static_path": ["_static"],
    "html_css_files": ["news-voices.css"],
    "html_js_files": ["news-voices.js"],
    "html_favicon": "_static/logo.svg",
    "html_sidebars": {"**": ["pages"]},
    "html_context": {"default_mode": "auto"},  # light or dark, as the reader's system is
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_extra_path": ["_extra"],
    # A page read from a folder may not fetch another, which the search's summaries do.
    "html_show_search_summary": False,
    "html_theme_options": {
        "logo": {"text": "News Voices", "image_light": "_static/logo.svg"},
        "navbar_center": [],
        "navbar_end": ["theme-switcher"],
        "secondary_sidebar_items": ["page-toc"],
        "show_toc_level": 2,
        "search_bar_text": "Search these pages",
        "back_to_top_button": False,
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
        "article_header_start": [],
        "footer_start": ["about"],
        "footer_end": [],
    },
    "myst_enable_extensions": ["colon_fence", "attrs_block"],
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "suppress_warnings": ["mystnb.unknown_mime_type", "myst.header"],
}


class SiteError(Exception):
    """The site could not be built; the message says why."""


def build_site(
    notebooks: Path,
    out: Path,
    *,
    annotated: Path | None = None,
    tables: Path | None = None,
    article: Article | None = None,
) -> Path:
    """Build the site anew and return the path of its front page.

    The front page has the answer of the first notebook (the text output of its cells tagged
    ``answer``), its first picture and the annotated article (a page or fragment of HTML), and links
    to a page for each notebook, to the tables (CSV files, explained by ``data_dictionary.csv``) and
    to the glossary. What ``out`` held before is removed. A SiteError says why there is none.
    """
    chapters = [pages.read_chapter(source) for source in sorted(notebooks.glob("*.ipynb"))]
    if not chapters:
        raise SiteError(f"There is no notebook in {notebooks}: run them first.")
    shown = ""
    if annotated is not None and annotated.is_file():
        shown = pages.annotated_fragment(annotated.read_text(encoding="utf-8"))
    table_files = sorted(tables.glob("*.csv")) if tables else []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        for name in ("_static", "_templates", "_extra/tables"):
            (source / name).mkdir(parents=True)
        for file in (THEME / "static").iterdir():
            sheet = fill_colours(file.read_text(encoding="utf-8"))
            (source / "_static" / file.name).write_text(sheet, encoding="utf-8")
        shutil.copytree(THEME / "templates", source / "_templates", dirs_exist_ok=True)
        texts = [article.text[p.start : p.end] for p in article.paragraphs] if article else []
        settings = CONFIGURATION | {"article_paragraphs": texts}
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        lines.append(f"import sys\nsys.path.append({str(DATA.parent)!r})")
        _write(source / "conf.py", "\n".join(lines))
        for chapter in chapters:
            pages.write_chapter(chapter, source / f"{chapter.name}.ipynb")
        if table_files:
            _write(source / "tables.md", pages.tables_page(table_files))
        for table in table_files:
            shutil.copy(table, source / "_extra" / "tables")
        front = pages.front_page(chapters, article, annotated=shown, tables=bool(table_files))
        _write(source / "index.md", front)
        shutil.copy(GLOSSARY, source / "glossary.md")
        picture = chapters[0].picture
        if picture:
            (source / "_static" / "front.png").write_bytes(picture.png)
        _sphinx(source, Path(folder) / "doctrees", Path(folder) / "html")
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / "html", out)
    return out / "index.html"


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _sphinx(source: Path, doctrees: Path, out: Path) -> None:
    """Run Sphinx in a process of its own: it changes much that is global in this one."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-d", str(doctrees)]
    done = subprocess.run([*command, str(source), str(out)], capture_output=True, text=True)
    said = done.stderr.replace(str(source) + "/", "").strip()
    if done.returncode:
        raise SiteError(f"Sphinx could not build the site:\n{said[-2000:]}")
    if said:
        print(said, file=sys.stderr)
    # What Sphinx keeps for its next build and for other projects' links.
    for name in (".buildinfo", "objects.inv"):
        (out / name).unlink(missing_ok=True)
    shutil.rmtree(out / "_sources", ignore_errors=True)
