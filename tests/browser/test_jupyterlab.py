"""Every notebook in JupyterLab as a user meets it: opened, cleared and run."""

import json
from pathlib import Path

import pytest

from tests.browser.lab import WIDGET, command, notebook_of, open_notebook, outputs_of, run_all

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_a_notebook_runs_as_it_is_stored(page, lab, path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    open_notebook(page, lab(path.name))
    assert not page.evaluate(f"() => {WIDGET}.context.model.dirty"), "opening alone changes it"
    run_all(page)
    assert page.locator(".jp-Dialog").count() == 0
    now = notebook_of(page)
    outputs = [output for cell in now["cells"] for output in cell.get("outputs", [])]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert outputs_of(now) == outputs_of(stored)
    command(page, "kernelmenu:shutdown")
