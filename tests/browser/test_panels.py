"""The two panels in JupyterLab: an article of one's own, and corrections made in the browser."""

import csv
import json

import pytest

from tests.browser.lab import DONE, RUN_SECONDS, command, open_notebook

GERMAN = (
    "Der Bürgermeister sagte am Montag, die Fabrik werde geschlossen. Die Gewerkschaft hat das "
    "bestritten und will mit der Leitung reden, bevor etwas entschieden ist. „Niemand hat uns "
    "gefragt“, sagte ihre Sprecherin am Abend vor dem Rathaus der Stadt."
)
ENGLISH = (
    "Mill to close\n\nMayor Kim Roe said on Monday that the mill would close. “It is old,” she "
    "added.\n\nThe union's spokesman, Lee Moss, denied that anybody had asked the workers."
)


@pytest.fixture(scope="module")
def cells(copy):
    """Return a notebook's code cells up to its panel, alone: what the panel needs and no more."""

    def cut(name, panel):
        notebook = json.loads((copy / "notebooks" / name).read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        last = next(i for i, cell in enumerate(code) if panel in "".join(cell["source"][-1:]))
        for cell in code:
            cell["outputs"] = []
        short = f"panel_{name}"
        (copy / "notebooks" / short).write_text(json.dumps({**notebook, "cells": code[: last + 1]}))
        return short

    return cut


def _run(page, address):
    open_notebook(page, address)
    command(page, "notebook:run-all-cells")
    page.wait_for_function(DONE, timeout=RUN_SECONDS * 1000)


def test_an_article_is_pasted_uploaded_refused_and_given_back(page, lab, cells, copy, tmp_path):
    chosen = copy / "build" / "chosen-article.json"
    _run(page, lab(cells("08_your_own_article.ipynb", "ArticlePanel()")))
    read = page.get_by_role("button", name="Read it")
    message = page.locator(".widget-html-content").last
    box = page.get_by_placeholder("Paste the article here")

    def says(words):
        message.filter(has_text=words).wait_for(timeout=30_000)

    read.click()
    says("Paste a text, choose a file or give an address first.")
    box.fill(GERMAN)
    read.click()
    says("the box above")
    assert not chosen.exists()
    box.fill(ENGLISH)
    read.click()
    says("Read: Mill to close")
    assert "Kim Roe" in chosen.read_text(encoding="utf-8")
    box.fill("")
    path = tmp_path / "other.txt"
    path.write_text(ENGLISH.replace("Mill", "Mine"), encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(str(path))
    page.get_by_text("Choose a file (1)").wait_for()
    read.click()
    says("Read: Mine to close")
    page.get_by_role("button", name="Back to the bundled article").click()
    says("Every notebook reads the bundled article again.")
    assert not chosen.exists()
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0


def test_ten_decisions_by_keyboard_and_mouse_are_in_the_file(page, lab, cells, copy):
    _run(page, lab(cells("11_review_and_correct.ipynb", "ReviewPanel(article, CODER)")))
    panel = page.locator(".nv-review")
    rows = panel.locator("li")
    files = copy / "data" / "corrections"
    before = {path.name for path in files.glob("*.csv")}

    def lines():
        made = [path for path in files.glob("*.csv") if path.name not in before]
        return (
            list(csv.DictReader(made[0].read_text(encoding="utf-8").splitlines())) if made else []
        )

    def saved(number):
        panel.get_by_text("Saved.").wait_for()
        assert len(lines()) == number, lines()

    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for width in (700, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = axe.run(page, context=".nv-review").response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    panel.click(position={"x": 5, "y": 5})
    total = rows.count()
    assert total >= 8
    for number, key in enumerate(("a", "r", "a"), 1):
        page.keyboard.press(key)
        saved(number)
    rows.nth(3).get_by_role("button", name="Accept").click()
    saved(4)
    panel.press("s")
    panel.get_by_label("Who says it?").fill("A. Reader")
    page.keyboard.press("Enter")
    saved(5)
    panel.press("u")
    panel.get_by_text("Saved.").wait_for()
    for row, name in ((5, "B. Reader"), (6, "C. Reader")):
        rows.nth(row).get_by_role("button", name="Speaker").click()
        panel.get_by_label("Who says it?").fill(name)
        page.keyboard.press("Enter")
        panel.get_by_text(name).first.wait_for()
    # words selected with the mouse become the content of the statement, or a new statement
    mark = panel.locator("mark").nth(1)
    mark.click()
    mark.evaluate("""(node) => {
      const words = node.firstChild, range = document.createRange();
      range.setStart(words, 0);
      range.setEnd(words, words.length - 1);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    panel.press("e")
    panel.get_by_text("Saved.").wait_for()
    panel.locator("p > span").last.evaluate("""(node) => {
      getSelection().removeAllRanges();
      getSelection().selectAllChildren(node);
    }""")
    panel.press("n")
    panel.get_by_label("Who says it?").fill("D. Reader")
    page.keyboard.press("Enter")
    panel.get_by_text("D. Reader").first.wait_for()
    panel.press("m")
    panel.get_by_label("the same as").fill("D. Reader")
    page.keyboard.press("Enter")
    panel.get_by_text("Saved.").wait_for()
    actions = [line["action"] for line in lines()]
    assert {"accept", "reject", "set", "add", "merge"} == set(actions)
    assert {line["field"] for line in lines() if line["action"] == "set"} == {"speaker", "content"}
    # what was decided is there when the kernel is dead and the notebook is opened again
    shown = panel.locator(".nv-bar").inner_text().split(" decided")[0]
    command(page, "kernelmenu:shutdown")
    _run(page, lab("panel_11_review_and_correct.ipynb"))
    panel.get_by_text(f"{shown} decided").wait_for()
