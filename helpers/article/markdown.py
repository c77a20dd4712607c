"""Markdown: its paragraphs without markup, by markdown-it; its details from the YAML head."""

from __future__ import annotations

from typing import Any

from helpers.article.article import DETAILS, Extract

MAX_HEAD = 20_000  # characters
MAX_PARTS = 100  # such as the authors of an article


def read_markdown(text: str, notes: tuple[str, ...] = ()) -> Extract:
    r"""Return the words of a Markdown text, one paragraph a line.

    Pictures, tables, code and HTML are left out and counted in a note.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    paragraphs: list[str] = []
    details: dict[str, str] = {}
    left_out = {"picture": 0, "table": 0, "block of code": 0, "piece of HTML": 0}
    inside_table = in_heading = False
    headings: list[str] = []
    for token in parser.parse(text):
        if token.type == "front_matter":
            details = _details(token.content)
        elif token.type in ("table_open", "table_close"):
            inside_table = token.type == "table_open"
            left_out["table"] += inside_table
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            left_out["block of code"] += 1
        elif token.type == "html_block":
            left_out["piece of HTML"] += 1
        elif token.type == "inline" and not inside_table:
            lines = _lines(token, left_out)
            paragraphs += lines
            headings += lines if in_heading else []
    counted = [f"{number} × {what}" for what, number in left_out.items() if number]
    if counted:
        notes += (f"Left out of the text: {', '.join(counted)}.",)
    title = details.get("title", "")
    if title and (not paragraphs or paragraphs[0].casefold() != title.casefold()):
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs) + "\n"
    return Extract(text, "Markdown, its marks taken away", details, notes, headings=tuple(headings))


def _lines(token: Any, left_out: dict[str, int]) -> list[str]:
    """Return the words of a paragraph; a hard break begins a new one."""
    lines = [""]
    for child in token.children or ():
        if child.type == "hardbreak":
            lines.append("")
        elif child.type == "softbreak":
            lines[-1] += " "
        elif child.type == "image":
            left_out["picture"] += 1
        elif child.type == "html_inline":
            left_out["piece of HTML"] += 1
        else:
            lines[-1] += child.content
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _details(head: str) -> dict[str, str]:
    """Return the details in a YAML head; whatever is no text or list of texts is passed over."""
    import yaml

    try:
        # All values stay as they are written: an impossible date is text as well.
        content = yaml.load(head[:MAX_HEAD], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    details = {}
    for name, value in content.items():
        # Of aliases within aliases a few hundred bytes would make gigabytes.
        parts = value if isinstance(value, list) else [value]
        words = ", ".join(part for part in parts[:MAX_PARTS] if isinstance(part, str))
        if str(name).lower() in DETAILS and words.strip():
            details[str(name).lower()] = " ".join(words.split())
    return details
