"""Documents: the paragraphs of Markdown, by markdown-it, and of Word files, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from helpers.article.article import DETAILS, MAX_CHARACTERS, ArticleError, Extract
from helpers.article.text import left_out_notes

MAX_HEAD = 20_000  # characters
MAX_PARTS = 100  # such as the authors of an article
MAX_UNPACKED = 100_000_000  # bytes; more is a bomb or a picture book
_BODY_TEXT = 9  # the outline level of what is not a heading
_SENTENCE = re.compile(r"(?:\S+\s+){7,}\S*[.!?]\W*$")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What a text box, a tracked move and the older form of a drawing hold is not in the line.
_BOX, _MOVED = f"{_W}txbxContent", f"{_W}moveFrom"
_OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_markdown(text: str, notes: tuple[str, ...] = ()) -> Extract:
    """Return the words of a Markdown text; a note counts what is left out of it."""
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


def read_word_document(raw: bytes, name: str) -> Extract:
    """Return the paragraphs of a .docx file, those in content controls among them.

    Words that tracked changes insert or move here are in, words that they delete or move away are
    not. Of tables those are in that hold sentences. Comments, footnotes and text boxes are not.
    An ArticleError says that the file is damaged, or a ZIP file of another kind.
    """
    import docx
    from lxml.etree import LxmlError

    damaged = f"{name} is damaged or cut short: open it in Word and save it again, or as .txt."
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
        if sum(sizes.values()) > MAX_UNPACKED:
            raise ArticleError(f"{name} is too large when unpacked: save its text as .txt.")
        document = docx.Document(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, EOFError, LxmlError, NotImplementedError):
        raise ArticleError(damaged) from None
    except (KeyError, ValueError) as error:
        if isinstance(error, ArticleError) or any(part.startswith("word/") for part in sizes):
            raise error if isinstance(error, ArticleError) else ArticleError(damaged) from None
        raise ArticleError(
            f"{name} is a ZIP file and no Word document: unpack it, or save the article as .docx "
            "or .txt."
        ) from None
    lines, captions, headings, boxes, tables = _paragraphs(document)
    notes = left_out_notes({"Captions of pictures": captions, "Text boxes": boxes})
    if tables:
        notes += (f"Left out of the text: {tables} × table.",)
    noted = document.element.body.iter(f"{_W}footnoteReference")
    if any(part.startswith("word/footnotes") for part in sizes) and any(True for _ in noted):
        notes += ("Footnotes are left out of the text.",)
    author = document.core_properties.author or ""
    # The file's own title is most often that of an old template.
    details = {"author": author} if author.lower() not in ("", "python-docx", "unknown") else {}
    if lines and lines[0] in headings:
        details["title"] = lines[0]
    text = "\n\n".join(lines) + "\n"
    return Extract(text, "text of a Word document", details, notes, "", tuple(headings))


def _paragraphs(
    document: Any,
) -> tuple[list[str], list[str], list[str], list[str], int]:
    """Return lines, captions, headings, text boxes, and how many tables are left out."""
    lines: list[str] = []
    captions: list[str] = []
    headings: list[str] = []
    boxes: list[str] = []
    styles = _styles(document)
    prose: dict[Any, bool] = {}  # of each table, whether it holds sentences
    size = 0
    open_end = ""  # words of a paragraph whose end is deleted: the next one goes on with it
    for paragraph in document.element.body.iter(f"{_W}p"):
        if size > MAX_CHARACTERS:
            break  # it is refused; to read a book to its end takes minutes
        above = list(paragraph.iterancestors())
        tags = {holder.tag for holder in above}
        if _OLDER in tags or _MOVED in tags:
            continue
        words = open_end + _words(paragraph)
        open_end = ""
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            open_end = words
            continue
        size += len(words)
        found = [line for line in (" ".join(line.split()) for line in words.split("\n")) if line]
        table = next((holder for holder in reversed(above) if holder.tag == f"{_W}tbl"), None)
        if table is not None and table not in prose:
            cells = table.iter(f"{_W}p")
            prose[table] = any(_SENTENCE.match(" ".join(_words(cell).split())) for cell in cells)
        if _BOX in tags:
            boxes += found
        elif table is None or prose[table]:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            title, level = styles.get(
                "" if style is None else style.get(f"{_W}val"), ("", _BODY_TEXT)
            )
            own = _level(paragraph)
            level = level if own is None else own
            (captions if title.startswith("Caption") else lines).extend(found)
            if title.startswith(("Title", "Heading")) or level < _BODY_TEXT:
                headings += found
    boxes = list(dict.fromkeys(boxes))
    return lines, captions, headings, boxes, sum(not held for held in prose.values())


def _styles(document: Any) -> dict[str, tuple[str, int]]:
    """Return of each paragraph style its name and its level in Word's outline, or that above it."""
    found: dict[str, tuple[str, int]] = {}
    for style in document.styles:
        level, at = None, style
        while level is None and at is not None:
            level, at = _level(at.element), getattr(at, "base_style", None)
        found[style.style_id] = (str(style.name), _BODY_TEXT if level is None else level)
    return found


def _level(holder: Any) -> int | None:
    level = holder.find(f"{_W}pPr/{_W}outlineLvl")
    number = "" if level is None else level.get(f"{_W}val", "")
    return int(number) if number.isdecimal() else None


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph, those in tracked changes and links included."""
    pieces = []
    for node in paragraph.iter():
        tag = str(node.tag).removeprefix(_W)
        if tag not in _SIGNS and tag != "t":
            continue
        run = node.getparent()
        hidden = run is not None and run.find(f"{_W}rPr/{_W}vanish") is not None
        inside = set()
        for holder in node.iterancestors():
            if holder is paragraph:
                break
            inside.add(holder.tag)
        if not hidden and not inside & {_BOX, _MOVED, _OLDER, f"{_W}del"}:
            pieces.append(node.text or "" if tag == "t" else _SIGNS[tag])
    return "".join(pieces)
