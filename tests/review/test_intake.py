"""The panel that takes an article: text, file, address, and what is said of bad ones."""

from types import SimpleNamespace

import pytest

from helpers.article import load_article
from helpers.review import ArticlePanel

TEXT = "Rain in the north\n\nIt rained for days in the north of the country, Kim Roe said.\n"
GERMAN = (
    "Regen im Norden\n\nEs regnete tagelang im Norden des Landes, sagte die Ministerin am Montag. "
    "Die Bauern hoffen, dass die Ernte in diesem Jahr trotzdem besser wird als im letzten."
)


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.article.article.CHOSEN_ARTICLE", tmp_path / "chosen.json")
    monkeypatch.delenv("NEWS_VOICES_ARTICLE")
    return ArticlePanel()


def test_a_pasted_text_is_read_by_every_notebook_until_one_goes_back(panel):
    panel.text.value = TEXT
    panel.button.click()
    assert "Read: Rain in the north (" in panel.message.value
    assert load_article().text == panel.article.text
    panel.back.click()
    assert load_article().text != TEXT and panel.article is None


def test_a_file_is_read_under_its_name(panel):
    content = memoryview(TEXT.encode())
    panel.file = SimpleNamespace(value=({"name": "../rain.txt", "content": content},))
    panel.button.click()
    assert load_article().provenance.source == "rain.txt"


@pytest.mark.cases
def test_what_cannot_be_read_is_told_in_one_sentence(panel, text, address, said):
    panel.text.value, panel.address.value = text, address
    panel.button.click()
    assert said in panel.message.value and panel.message.value.startswith("<b>")
    assert not panel.button.disabled and panel.article is None


def test_an_article_in_another_language_is_read_where_the_box_is_ticked(panel):
    panel.text.value, panel.any_language.value = GERMAN, True
    panel.button.click()
    assert panel.article is not None
