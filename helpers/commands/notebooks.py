"""Run all notebooks, on the bundled article or another one: into a folder, or in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article.apart import end_with_parent
from helpers.article.whole_files import require_own, whole_folder, written_by_others
from helpers.commands.one_notebook import Outcome, execute_notebook, is_made_from

if TYPE_CHECKING:
    from helpers.article import Article

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
# Numbers of the notebooks that are about other articles and about the program.
OF_THE_PROGRAM = ("09", "10")
AT_A_TIME = 2  # kernels
OF_TWO_ARTICLES = "12"
LONGEST = "09"  # begun last, it would run alone at the end
STORED = "article.json"  # the article as a run has read it
OTHER = "other-article.json"  # and the one that it is compared with
# What a run writes into its folder.
PARTS = (STORED, OTHER, "notebooks", "tables", "figures", "annotated-article.html", "site")


def execute_all(
    sources: Iterable[Path],
    out: Path,
    *,
    article: str | None = None,
    other: str | None = None,
    keep_failed: bool = True,
    earlier: Path | None = None,
    made_from: str = "",
) -> list[Outcome]:
    """Run notebooks into a folder, two at a time; return how each ended; none stops the others.

    One that an ``earlier`` run has left in its folder, ``made_from`` the same, is only copied.
    """
    # Two kernels that start at once must not both build Matplotlib's list of fonts.
    import matplotlib.font_manager  # noqa: F401

    from helpers.article.article import VARIABLE

    # Each kernel computes in one thread: more would only slow down the other.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    os.environ[VARIABLE] = "0"  # not the article that a reader of the notebooks has chosen
    run = partial(execute_notebook, article=article, other=other, keep_failed=keep_failed)
    outcomes, waiting = [], []
    pool = ProcessPoolExecutor(AT_A_TIME, initializer=end_with_parent)
    with written_by_others(out), pool:
        for source in longest_first(sources):
            own = hashlib.sha256(made_from.encode() + source.read_bytes()).hexdigest()
            if earlier and is_made_from(earlier / source.name, own):
                out.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(earlier / source.name, out / source.name)
                outcomes.append(Outcome(source.stem, 0.0))
                continue
            key = own if made_from else ""
            waiting.append(pool.submit(run, source, out / source.name, made_from=key))
        if outcomes:
            print(f"  {len(outcomes)} of them unchanged since the last run: kept", flush=True)
        for done in as_completed(waiting):
            outcome = done.result()
            outcomes.append(outcome)
            stopped = f"   stopped with {outcome.error}" if outcome.error else ""
            print(f"  {outcome.name:<28}{outcome.seconds:6.1f} s{stopped}", flush=True)
    return sorted(outcomes, key=lambda outcome: outcome.name)


def all_that_is_read(articles: Iterable[Path]) -> str:
    """Return a digest of what decides the outputs of notebooks, beside their own files."""
    from helpers.analysis.program_version import program_digest
    from helpers.corrections import VARIABLE

    corrections = os.environ.get(VARIABLE, "")
    digest = hashlib.sha256(f"{program_digest()} {corrections}".encode())
    data = (
        p for p in sorted((ROOT / "data").rglob("*")) if p.is_file() and "models" not in p.parts
    )
    for path in (*data, *articles, Path(corrections or "0")):
        if path.is_file():
            digest.update(f"\n{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()


def collect_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder, in the order of their numbers."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def longest_first(sources: Iterable[Path]) -> list[Path]:
    """Return notebooks in the order in which two at a time are done soonest."""
    return sorted(sources, key=lambda source: not source.name.startswith(LONGEST))


def run(
    article: str | None,
    *,
    other: str | None = None,
    any_language: bool = False,
    notebooks: Path = NOTEBOOKS,
    build: Path = BUILD,
) -> bool:
    """Run the notebooks into a folder, with tables, figures and the site, and say where they are.

    The article (None: the bundled one) is read once and stored as ``article.json``, from which
    every notebook reads; ``other`` is compared with it, in the notebook on two articles. What an
    earlier run left in ``build`` (``PARTS``) is replaced at the very end, so that a run that is
    stopped costs nothing; what no run has written is refused. Return whether every notebook ran to
    its end.
    """
    from helpers.article import BUNDLED_ARTICLE, count_words, load_article, was_stored

    started = time.monotonic()
    build = build.resolve()  # the kernels run in another folder
    loaded = load_article(article or BUNDLED_ARTICLE, any_language=any_language)
    compared = load_article(other, any_language=any_language) if other else None
    require_own(build, PARTS, ours=build == BUILD or was_stored(build / STORED))
    build.mkdir(parents=True, exist_ok=True)
    for one in filter(None, (loaded, compared)):
        print(f"Reading “{one.title}” ({count_words(one.text):,} words).")
        for note in one.provenance.notes:
            print(f"  Note: {note}")
    with whole_folder(build, PARTS) as part:
        outcomes = _execute_and_export(notebooks, loaded, compared, part, bundled=article is None)
    seconds = time.monotonic() - started
    print(f"In {build}: {', '.join(name for name in PARTS if (build / name).exists())}.")
    print(f"Done in {seconds:.0f} s. Open in a browser: {build / 'site' / 'index.html'}")
    return not any(outcome.error for outcome in outcomes)


def _execute_and_export(
    notebooks: Path, article: Article, other: Article | None, part: Path, *, bundled: bool
) -> list[Outcome]:
    """Store the articles in a folder, run the notebooks into it, write tables and the site."""
    from helpers.analysis import analyse
    from helpers.article import store_article
    from helpers.report.export import export
    from helpers.report.site.build import build_site

    sources = collect_notebooks(notebooks)
    if not bundled:
        left_out = OF_THE_PROGRAM if other else (*OF_THE_PROGRAM, OF_TWO_ARTICLES)
        sources = [source for source in sources if source.name[:2] not in left_out]
    stored = store_article(article, part / STORED)
    compared = str(store_article(other, part / OTHER)) if other else None
    made_from = all_that_is_read([stored, *([Path(compared)] if compared else [])])
    print(f"Running {len(sources)} notebooks, two at a time ...", flush=True)
    path = None if bundled else str(stored)
    outcomes = execute_all(
        sources,
        part / "notebooks",
        article=path,
        other=compared,
        earlier=part.parent / "notebooks",
        made_from=made_from,
    )
    print("Writing tables, figures and the annotated article ...", flush=True)
    outcomes.append(_tried("The writing of tables", lambda: export(analyse(article), part)))
    print("Building the site ...", flush=True)
    pages = {"annotated": part / "annotated-article.html", "tables": part / "tables"}
    outcomes.append(
        _tried(
            "The site",
            lambda: build_site(part / "notebooks", part / "site", article=article, **pages),
        )
    )
    _report_errors(outcomes)
    return outcomes


def _tried(name: str, work: Callable[[], object]) -> Outcome:
    """Do some work; return how that went."""
    started = time.monotonic()
    error = ""
    try:
        work()
    except Exception as problem:  # whatever an odd article brings up
        error = f"{type(problem).__name__}: {problem}"
    return Outcome(name, time.monotonic() - started, error)


def refresh(notebooks: Path = NOTEBOOKS) -> bool:
    """Run the notebooks in place and store their outputs; one that stops stays as it was.

    Return whether every notebook ran to its end. The first picture of the first one is written to
    ``pictures/voices.png`` beside it, for the README.
    """
    os.environ["NEWS_VOICES_CACHE"] = "0"  # what is stored is what a fresh run gives
    sources = collect_notebooks(notebooks)
    print(f"Running {len(sources)} notebooks in place, two at a time ...", flush=True)
    outcomes = execute_all(sources, notebooks, keep_failed=False)
    _report_errors(outcomes)
    if sources:
        _store_picture(sources[0], notebooks / "pictures" / "voices.png")
    return not any(outcome.error for outcome in outcomes)


def _store_picture(notebook: Path, target: Path) -> None:
    """Write the first picture of a notebook to a file, which the README shows."""
    from helpers.report.site.pages import read_chapter

    picture = read_chapter(notebook).picture
    if picture:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture.png)


def _report_errors(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            print(f"{outcome.name} stopped with an error: {outcome.error}", file=sys.stderr)
