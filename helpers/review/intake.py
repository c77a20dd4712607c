"""Article panel: where a user of JupyterLab pastes, uploads or names an article."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets

from helpers.article import (
    Article,
    ArticleError,
    choose_article,
    count_words,
    given_article,
    load_article,
)

NOTHING = "Paste a text, choose a file or give an address first."


class ArticlePanel(ipywidgets.VBox):
    """A box, a file chooser and a line for an address; what is read is kept for all notebooks.

    Attributes:
        text, file, address, any_language, button, message: the parts, from top to bottom.
        article: what was read, None before.
    """

    def __init__(self) -> None:
        """Show the panel."""
        wide = ipywidgets.Layout(width="100%")
        self.text = ipywidgets.Textarea(
            placeholder="Paste the article here, its headline in the first line",
            rows=8,
            layout=wide,
        )
        self.file = ipywidgets.FileUpload(description="Choose a file", multiple=False)
        self.address = ipywidgets.Text(
            placeholder="https://... (the address of an article)", layout=wide
        )
        self.any_language = ipywidgets.Checkbox(
            description="read it even if it is not in English", indent=False
        )
        self.button = ipywidgets.Button(description="Read it", button_style="primary")
        self.back = ipywidgets.Button(description="Back to the bundled article")
        self.message = ipywidgets.HTML()
        self.article: Article | None = None
        self.button.on_click(self._read)
        self.back.on_click(self._go_back)
        buttons = ipywidgets.HBox([self.button, self.back])
        parts = [self.text, self.file, self.address, self.any_language, buttons, self.message]
        super().__init__(parts)

    def __repr__(self) -> str:
        """Return what is shown in place of the panel where no kernel runs."""
        return "Article panel. Run this cell in JupyterLab to see it."

    def _read(self, _: object) -> None:
        """Read what is given, and keep it; say in one sentence why not, where it can't be read."""
        self.button.disabled = True
        self._say("Reading ...")
        try:
            self.article = self._given()
            choose_article(self.article)
        except (ArticleError, OSError) as error:
            self._say(str(error) or NOTHING, wrong=True)
        else:
            words = f"{count_words(self.article.text):,} words"
            self._say(
                f"Read: {self.article.title} ({words}). Every notebook reads it now: choose Run, "
                "Run All Below."
            )
        finally:
            self.button.disabled = False

    def _given(self) -> Article:
        """The article in the box, the file or at the address, whichever is there first."""
        options = {"any_language": self.any_language.value}
        if self.text.value.strip():
            return given_article(f"{self.text.value.strip()}\n\n", **options)
        if self.file.value:
            return _uploaded(self.file.value[0], **options)
        if self.address.value.strip():
            return load_article(self.address.value.strip(), **options)
        raise ArticleError(NOTHING)

    def _go_back(self, _: object) -> None:
        choose_article(None)
        self.article = None
        self._say("Every notebook reads the bundled article again.")

    def _say(self, words: str, *, wrong: bool = False) -> None:
        shown = escape(words).replace("--any-language", "the box above")
        self.message.value = f"<b>{shown}</b>" if wrong else shown


def _uploaded(file: Any, *, any_language: bool) -> Article:
    """The article in an uploaded file, which is read under its own name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(str(file["name"])).name or "article.txt")
        path.write_bytes(bytes(file["content"]))
        return load_article(path, any_language=any_language)
