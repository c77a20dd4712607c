"""The site that `make run` builds, as Chromium shows and prints it."""

import io
import re
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "build" / "site"
# Sphinx keeps parts of its theme in _static.
PAGES = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
WIDTHS = (360, 1440)

if not PAGES:
    pytest.skip("there is no site: `make run` builds it", allow_module_level=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_accessible_and_as_wide_as_the_screen(page, path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} pixels on a screen of {width}"
        found = [
            (v["id"], v["impact"], [node["html"][:120] for node in v["nodes"][:2]])
            for v in axe.run(page).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_prints_whole(page, path):
    from pdfminer.high_level import extract_text

    page.goto(path.as_uri())
    words = page.evaluate("""() => {
      const main = document.querySelector('article') || document.body;
      const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      let last = '';
      while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), at = walk.currentNode.parentElement;
        if (text && at.checkVisibility() && !at.closest('details:not([open])')) last = text;
      }
      return last;
    }""")
    printed = re.sub(r"\s", "", extract_text(io.BytesIO(page.pdf())))
    assert re.sub(r"\s", "", words)[-30:] in printed


def test_a_dark_page_prints_as_a_light_one(page):
    page.emulate_media(color_scheme="dark")
    page.goto((SITE / "index.html").as_uri())
    theme = "() => document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.evaluate("""() => addEventListener('beforeprint', () => {
      window.printed = document.documentElement.dataset.theme;
    })""")
    page.pdf()
    assert page.evaluate("() => window.printed") == "light"
    assert page.evaluate(theme) == "dark"


def test_the_search_leads_to_the_sentence_in_the_annotated_article(page):
    page.goto((SITE / "index.html").as_uri())
    second = page.locator(".nv-paragraph .nv-content").first
    words = re.findall(r"\w{4,}", second.text_content())[:4]
    page.goto((SITE / "search.html").as_uri() + f"?q={'+'.join(words)}")
    page.locator("#search-results li a").first.click()
    found = page.locator(":target")
    assert words[-1] in found.text_content()


def test_the_code_is_folded_until_a_click(page):
    page.goto((SITE / "04_voices.html").as_uri())
    code = page.locator(".cell_input").first
    assert not code.is_visible()
    page.get_by_role("button", name="Show the code").click()
    assert code.is_visible()
