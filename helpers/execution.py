"""Execution: runs the notebooks, on the bundled article or another one.

``python -m helpers.execution run [--article FILE]`` runs them into build/ and makes the site;
``python -m helpers.execution refresh`` runs them in place and stores their outputs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.one_notebook import Outcome, execute_notebook, one_line

if TYPE_CHECKING:
    from helpers.article import Article

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"


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
    from helpers.article import count_words, load_article
    from helpers.site import build_site

    started = time.monotonic()
    path = None if article is None else str(Path(article).expanduser().resolve())
    loaded = load_article(path)
    sources = collect_notebooks(notebooks)
    for name in ("notebooks", "tables", "site"):
        shutil.rmtree(build / name, ignore_errors=True)
    (build / "annotated-article.html").unlink(missing_ok=True)
    print(f"Reading “{loaded.title}” ({count_words(loaded.text):,} words).")
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
        error = one_line(type(problem).__name__, str(problem))
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
