"""Run one notebook with papermill, and remove from it what belongs to one run or machine."""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article.whole_files import whole_file

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NOT_STARTED = ("Kernel died before replying", "Kernel didn't respond")
START_SECONDS = 60  # of a kernel; on a busy machine it takes 20
CELL_SECONDS = 600  # a cell that takes longer is stopped
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"}
BUNDLED = "bundled"  # tag of a cell that is about the bundled article, or about other articles
# What papermill, nbclient and JupyterLab note about one run or one screen.
WIDGET = "application/vnd.jupyter.widget-view+json"
MADE_FROM = "news_voices_made_from"  # in the metadata: a digest of all that decides the outputs
PASSING = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled", "trusted")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one notebook ran: its name, the seconds it took, and its error ("" if none)."""

    name: str
    seconds: float
    error: str = ""


def tidy_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook, changed in place, without what differs between runs or machines.

    Timings and papermill's notes, with their absolute paths, go; a cell without an id gets one made
    from its place and source.
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
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET, None)  # a panel needs a kernel; its text stays
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        elif not cell.get("id"):
            cell.id = hashlib.sha256(f"{number} {cell.source}".encode()).hexdigest()[:8]
    return notebook


def execute_notebook(
    source: Path,
    target: Path,
    *,
    article: str | None = None,
    other: str | None = None,
    keep_failed: bool = True,
    made_from: str = "",
) -> Outcome:
    """Run one notebook in its own folder with papermill, and write it, tidied, to a file.

    The target may be the same file. ``article`` is the value of the parameter ``ARTICLE``, which
    also leaves out the cells tagged ``bundled``; ``None`` leaves the notebook's own. ``other`` is
    that of ``WITH``, if the notebook has it. A notebook that stops with an error is written up to
    that cell if ``keep_failed``; the error is in the outcome and not raised. ``made_from`` is for
    :func:`is_made_from`.
    """
    import nbformat
    import papermill

    started = time.monotonic()
    error = ""
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / "executed.ipynb"
        try:
            notebook = nbformat.read(source, as_version=4)
            if article is not None:
                notebook.cells = [c for c in notebook.cells if BUNDLED not in _tags(c)]
            given = _parameters(notebook, article, other)
            try:
                _run_cells(notebook, executed, source.parent, given)
            except RuntimeError as problem:
                if not str(problem).startswith(_NOT_STARTED):
                    raise
                # Two kernels that start at once may be given the same port.
                _run_cells(notebook, executed, source.parent, given)
        except papermill.PapermillExecutionError as problem:
            error = one_line(problem.ename, problem.evalue)
        except Exception as problem:  # a kernel that died, a cell that hung, a broken file
            error = one_line(type(problem).__name__, str(problem))
        if executed.is_file() and (keep_failed or not error):
            notebook = tidy_notebook(nbformat.read(executed, as_version=4))
            for path in filter(None, (article, other)):
                _hide_folder(notebook, Path(path), target)
            if made_from and not error:
                notebook.metadata[MADE_FROM] = made_from
            with whole_file(target) as unfinished:
                nbformat.write(notebook, unfinished)
    return Outcome(source.stem, time.monotonic() - started, error)


def is_made_from(path: Path, made_from: str) -> bool:
    """Return whether a notebook ran to its end in an earlier run, on all that it would read now."""
    try:
        return bool(json.loads(path.read_bytes())["metadata"].get(MADE_FROM) == made_from)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none, or no notebook
        return False


def _parameters(
    notebook: NotebookNode, article: str | None, other: str | None
) -> dict[str, str] | None:
    """The parameters that are given and that the notebook has; None where no article is."""
    if article is None:
        return None
    cell = next((c.source for c in notebook.cells if "parameters" in _tags(c)), "")
    with_other = other is not None and "WITH =" in cell
    return {"ARTICLE": article} | ({"WITH": str(other)} if with_other else {})


def _run_cells(
    notebook: NotebookNode, executed: Path, folder: Path, given: dict[str, str] | None
) -> None:
    """Run a notebook's cells in a kernel of its own, and write it with its outputs."""
    import papermill

    papermill.execute_notebook(
        notebook,
        executed,
        parameters=given,
        kernel_name="python3",
        language="python",
        cwd=folder,
        progress_bar=False,
        request_save_on_cell_execute=False,
        start_timeout=START_SECONDS,
        execution_timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        # The kernel's own log is useless to a reader; errors in cells are kept.
        extra_arguments=["--log-level=50"],
    )


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", ()))


def _hide_folder(notebook: NotebookNode, article: Path, target: Path) -> None:
    """Shorten the article's path to its name, since the pages may be published.

    Where the article is in the folder above the notebook, the path leads there, so that it runs.
    """
    shown = f"../{article.name}" if article.parent == target.parent.parent else article.name
    for cell in notebook.cells:
        if cell.get("id") == "injected-parameters":
            cell.source = cell.source.replace(str(article), shown)


def one_line(kind: str, message: str) -> str:
    """Return an error's kind and the first line of its message, cut at 300 characters."""
    lines = message.strip().splitlines() or [""]
    return f"{kind}: {lines[0]}"[:300].rstrip(": ")
