"""Execution: runs the notebooks, on the bundled article or another one.

``python -m helpers.execution run [--article FILE]`` runs them into build/ and makes the site;
``python -m helpers.execution refresh`` runs them in place and stores their outputs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from helpers.article import Article

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"

CELL_SECONDS = 600  # a cell that takes longer is taken for stuck
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"}
# What papermill, nbclient and JupyterLab note about one run or one screen.
PASSING = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled", "trusted")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one notebook ran: its name, the seconds it took, and its error ("" where none)."""

    name: str
    seconds: float
    error: str = ""


def tidy_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook without what differs from run to run or from machine to machine.

    Kept are the cells, their outputs, tags and execution counts. The kernel is called ``python3``,
    timings and papermill's notes (with their absolute paths) go, and a cell without an id gets one
    made from its place and source. The notebook given is changed in place.

    Args:
        notebook: a notebook of format 4.

    Example:
        >>> from nbformat.v4 import new_code_cell, new_notebook
        >>> cell = new_code_cell("1 + 1", metadata={"execution": {}, "tags": ["parameters"]})
        >>> tidy = tidy_notebook(new_notebook(cells=[cell], metadata={"papermill": {}}))
        >>> sorted(tidy.metadata), dict(tidy.cells[0].metadata)
        (['kernelspec', 'language_info'], {'tags': ['parameters']})
    """
    import nbformat

    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    marks = {"papermill-error-cell-tag"}
    notebook.cells = [c for c in notebook.cells if not marks & set(c.metadata.get("tags", []))]
    for number, cell in enumerate(notebook.cells):
        for key in PASSING:
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        elif not cell.get("id"):
            cell.id = hashlib.sha256(f"{number} {cell.source}".encode()).hexdigest()[:8]
    return notebook


def execute_notebook(
    source: Path, target: Path, *, article: str | None = None, keep_failed: bool = True
) -> Outcome:
    """Run one notebook in its own folder with papermill, and write it, tidied, to a file.

    Args:
        source: the notebook.
        target: where the executed one goes; may be the same file.
        article: what the parameter ``ARTICLE`` is set to; ``None`` leaves the notebook's own.
        keep_failed: whether a notebook that stops with an error is written as far as it came.

    Returns:
        The outcome; an error in the notebook is told there and not raised.
    """
    import nbformat
    import papermill

    started = time.monotonic()
    error = ""
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                nbformat.read(source, as_version=4),
                executed,
                parameters=None if article is None else {"ARTICLE": article},
                kernel_name="python3",
                language="python",
                cwd=source.parent,
                progress_bar=False,
                request_save_on_cell_execute=False,
                start_timeout=120,
                execution_timeout=CELL_SECONDS,
                record_timing=False,
                coalesce_streams=True,
                # The kernel's own log is of no use to a reader; errors in cells are kept above.
                extra_arguments=["--log-level=50"],
            )
        except papermill.PapermillExecutionError as problem:
            error = _sentence(problem.ename, problem.evalue)
        except Exception as problem:  # a kernel that died, a cell that hung, a broken file
            error = _sentence(type(problem).__name__, str(problem))
        if executed.is_file() and (keep_failed or not error):
            target.parent.mkdir(parents=True, exist_ok=True)
            notebook = tidy_notebook(nbformat.read(executed, as_version=4))
            if article is not None:
                _hide_folder(notebook, article)
            nbformat.write(notebook, target)
    return Outcome(source.stem, time.monotonic() - started, error)


def _hide_folder(notebook: NotebookNode, article: str) -> None:
    """Leave of the article's path its name: the pages may be published, the folders are private."""
    for cell in notebook.cells:
        if cell.get("id") == "injected-parameters":
            cell.source = cell.source.replace(article, Path(article).name)


def _sentence(kind: str, message: str) -> str:
    """Return an error's kind and the first line of its message, cut at 300 characters."""
    lines = message.strip().splitlines() or [""]
    return f"{kind}: {lines[0]}"[:300].rstrip(": ")


def execute_all(
    sources: Iterable[Path],
    out: Path,
    *,
    article: str | None = None,
    keep_failed: bool = True,
    jobs: int = 2,
    report: Callable[[str], object] = print,
) -> list[Outcome]:
    """Run notebooks, some at a time, and report each as it ends; none stops the others.

    Args:
        sources: the notebooks; each runs alone, in any order.
        out: the folder that the executed ones go to.
        article: as in :func:`execute_notebook`.
        keep_failed: as in :func:`execute_notebook`.
        jobs: how many kernels run at a time.
        report: called with a line of text for each notebook.

    Returns:
        One outcome for each notebook, in the order of their names.
    """
    # Two kernels that start at once must not both build Matplotlib's list of fonts.
    import matplotlib.font_manager  # noqa: F401

    # Each kernel computes in one thread: more would only stand in the other's way.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    run = partial(execute_notebook, article=article, keep_failed=keep_failed)
    outcomes = []
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting = [pool.submit(run, source, out / source.name) for source in sources]
        for done in as_completed(waiting):
            outcome = done.result()
            outcomes.append(outcome)
            stopped = f"   stopped with {outcome.error}" if outcome.error else ""
            report(f"  {outcome.name:<28}{outcome.seconds:6.1f} s{stopped}")
    return sorted(outcomes, key=lambda outcome: outcome.name)


def collect_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder, in the order of their numbers."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def run(article: str | None, *, notebooks: Path = NOTEBOOKS, build: Path = BUILD) -> bool:
    """Run the notebooks into the build folder, make the site, and say where it is.

    What an earlier run left in the folder is removed first, so that the site shows this run alone.

    Args:
        article: path of a text file; ``None`` reads the bundled article.
        notebooks: the folder of the notebooks; they stay as they are.
        build: gets ``notebooks/``, ``tables/``, ``annotated-article.html`` and ``site/``.

    Returns:
        Whether every notebook ran to its end; the site shows those that did in any case.

    Raises:
        ArticleError: the article cannot be read.
        SiteError: the site could not be built.
    """
    from helpers.article import load_article
    from helpers.site import build_site

    started = time.monotonic()
    path = None if article is None else str(Path(article).expanduser().resolve())
    loaded = load_article(path)
    sources = collect_notebooks(notebooks)
    for name in ("notebooks", "tables", "site"):
        shutil.rmtree(build / name, ignore_errors=True)
    (build / "annotated-article.html").unlink(missing_ok=True)
    print(f"Reading “{loaded.title}” ({len(loaded.text.split()):,} words).")
    for note in loaded.provenance.notes:
        print(f"  Note: {note}")
    print(f"Running {len(sources)} notebooks, two at a time ...", flush=True)
    outcomes = execute_all(sources, build / "notebooks", article=path, report=_print)
    print("Writing the tables and the annotated article ...", flush=True)
    outcomes.append(_export(loaded, build))
    _report_errors(outcomes)
    print("Building the site ...", flush=True)
    front = build_site(
        build / "notebooks",
        build / "site",
        annotated=build / "annotated-article.html",
        tables=build / "tables",
        article=loaded,
    )
    print(f"Done in {time.monotonic() - started:.0f} s. Open in a browser: {front}")
    return not any(outcome.error for outcome in outcomes)


def _export(article: Article, build: Path) -> Outcome:
    """Write tables and annotated article; an error is told and does not cost the site."""
    from helpers.analysis import analyse
    from helpers.export import export

    started = time.monotonic()
    error = ""
    try:
        export(analyse(article), build)
    except Exception as problem:  # whatever an odd article brings up
        error = _sentence(type(problem).__name__, str(problem))
    return Outcome("The writing of tables", time.monotonic() - started, error)


def refresh(notebooks: Path = NOTEBOOKS) -> bool:
    """Run the notebooks in place and store their outputs; one that stops stays as it was.

    Args:
        notebooks: the folder of the notebooks; the first picture of the first one is written to
            ``pictures/voices.png`` in it, for the README.

    Returns:
        Whether every notebook ran to its end.
    """
    sources = collect_notebooks(notebooks)
    print(f"Running {len(sources)} notebooks in place, two at a time ...", flush=True)
    outcomes = execute_all(sources, notebooks, keep_failed=False, report=_print)
    _report_errors(outcomes)
    if sources:
        _store_picture(sources[0], notebooks / "pictures" / "voices.png")
    return not any(outcome.error for outcome in outcomes)


def _store_picture(notebook: Path, target: Path) -> None:
    """Write the first picture of a notebook to a file, which the README shows."""
    from helpers.site.pages import read_chapter

    picture = read_chapter(notebook).picture
    if picture:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture.png)


def _print(line: str) -> None:
    print(line, flush=True)


def _report_errors(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            print(f"{outcome.name} stopped with an error: {outcome.error}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, or 1 where something stopped."""
    from helpers.article import ArticleError
    from helpers.site import SiteError

    parser = argparse.ArgumentParser(prog="python -m helpers.execution", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="run the notebooks into build/ and make the site")
    running.add_argument("--article", metavar="FILE", help="a text file (default: the bundled one)")
    commands.add_parser("refresh", help="run the notebooks in place and store their outputs")
    options = parser.parse_args(arguments)
    try:
        complete = refresh() if options.command == "refresh" else run(options.article)
    except (ArticleError, SiteError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
