"""For all tests: the same tree passes or fails alike, on a fast machine and on a busy one.

Also what the tests of inputs share: a maker of PDF files and a small web server.
"""

from __future__ import annotations

import importlib
import json
import os
import threading
import warnings
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from helpers.article.article import Extract

os.environ["NEWS_VOICES_CACHE"] = "0"  # what is tested is computed
os.environ["NEWS_VOICES_ARTICLE"] = "0"  # and of the bundled article, whatever a user has chosen

# The same examples in every run: more of them would find nothing new. `make fuzz` draws others.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, max_examples=30)
settings.load_profile("steady")

# from the left, from the foot (0 to 1), points, words, and perhaps "bold"
Line = tuple[float, float, float, str] | tuple[float, float, float, str, str]
Page = Callable[[BaseHTTPRequestHandler], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked ``cases`` once for each row of its section in ``cases.tsv`` beside it.

    A section begins with ``# `` and the name of the test, and its first line names the arguments. A
    cell is text, with ``\\n`` for a new line, or JSON where = follows the argument's name: there, a
    list in a list is a tuple.
    """
    if not any(metafunc.definition.iter_markers("cases")):
        return
    path, name = metafunc.definition.path.with_name("cases.tsv"), metafunc.definition.originalname
    section = path.read_text(encoding="utf-8").partition(f"# {name}\n")[2].partition("\n# test_")[0]
    head, *rows = (
        line.split("\t") for line in section.split("\n") if line and not line.startswith("# ")
    )
    arguments = [cell.removesuffix(" =") for cell in head]
    cells = [
        [_cell(cell, argument.endswith(" =")) for cell, argument in zip(row, head, strict=True)]
        for row in rows
    ]
    metafunc.parametrize(arguments, cells, ids=[row[0][:40] for row in rows])


def _cell(text: str, is_json: bool) -> object:
    if not is_json:
        return text.replace("\\n", "\n")
    value = json.loads(text)
    if isinstance(value, list):
        return [tuple(item) if isinstance(item, list) else item for item in value]
    return value


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[[str, list[list[Line]]], Path]:
    """Return a function that prints lines at places of pages to a PDF file."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
    from matplotlib.figure import Figure

    def make(name: str, pages: list[list[Line]]) -> Path:
        path = tmp_path / name
        style = {"pdf.fonttype": 42, "font.family": "DejaVu Sans"}
        with mpl.rc_context(style), PdfPages(path) as pdf:
            for lines in pages:
                figure = Figure(figsize=(8, 11))
                FigureCanvasPdf(figure)
                for left, foot, points, words, *weight in lines:
                    figure.text(
                        left, foot, words, fontsize=points, fontweight=weight[0] if weight else None
                    )
                pdf.savefig(figure)
        return path

    return make


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have PDF and Word files read in this process: another takes a second to start."""

    def read(reader: str, raw: bytes, name: str, **options: str) -> Extract:
        module, function = reader.split(".")
        import_it = getattr(importlib.import_module(f"helpers.article.{module}"), function)
        with warnings.catch_warnings(action="ignore"):
            return import_it(raw, name, **options)

    monkeypatch.setattr("helpers.article.loading.read_apart", read)


@pytest.fixture
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an export write some of its tables only: those that its figures show, and two more."""
    from helpers.report.export import TABLES

    drawn = "voice_segments share_of_voice directness specifications specification_summary"
    few = {name: TABLES[name] for name in f"tokens attributions {drawn}".split()}
    monkeypatch.setattr("helpers.report.export.TABLES", few)
    monkeypatch.setattr("helpers.report.export.FORMATS", (".png",))


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, Page]], str]]:
    """Return a function that serves pages on the loopback and returns the address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("NEWS_VOICES_PRIVATE", "1")  # the loopback is not public
    servers: list[ThreadingHTTPServer] = []

    def start(pages: dict[str, Page]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages[self.path.partition("?")[0]](self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def answer() -> Callable[..., Page]:
    """Return a function that makes a page of bytes, with its media type, status and headers."""

    def make(
        content: bytes,
        media: str = "text/html; charset=utf-8",
        status: int = 200,
        **headers: str,
    ) -> Page:
        def page(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", media)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(content)

        return page

    return make
