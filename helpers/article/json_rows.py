"""Rows of JSON, a list of objects or one object a line: where they are and what they hold."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, BinaryIO

from helpers.article.article import ArticleError
from helpers.article.encoding import decode
from helpers.article.records import Row, Rows, changed, fields_of, require_text

MAX_JSON = 200_000_000  # bytes of a .json file, which is read at once; .jsonl may be any size
MAX_DEPTH = 4  # of the articles within the answer of a news service
LOOKED_AT = 20  # rows; JSON Lines hold no articles if none of the first 20 has a text


def find_json(file: BinaryIO, name: str) -> Rows:
    """Return where the objects of a JSON file are; one that holds JSON Lines is read as such."""
    raw = file.read(MAX_JSON + 1)
    if len(raw) > MAX_JSON:
        raise ArticleError(
            f"{name} holds more than {MAX_JSON / 1e6:,.0f} MB, which is too much to read at once: "
            "write it as JSON Lines (.jsonl), an article a line."
        )
    try:
        items = _items(raw, name)
    except RecursionError:
        raise ArticleError(f"{name} holds lists in lists: give objects with a text.") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # one ending is often used for the other form
            file.seek(0)
            return find_lines(file, name)
        place = f"line {error.lineno}: {error.msg}"
        raise ArticleError(f"{name} is no JSON ({place}): mend that line.") from None
    objects = [item for item in items if isinstance(item, dict)]
    if items and not objects:
        raise ArticleError(
            f'{name} holds JSON that is no article: give {{"text": "..."}} or a list of these.'
        )
    if items:
        texts = any("text" in fields_of(item) for item in objects)
        require_text(["text"] if texts else dict.fromkeys(c for i in objects for c in i), name)
    return Rows("json", len(items))


@lru_cache(maxsize=1)  # the next rows are often of the same file
def _items(raw: bytes, name: str) -> list[Any]:
    content = json.loads(decode(raw, name)[0], parse_int=str)  # Python refuses very long numbers
    level, lists = [content], []
    for _ in range(MAX_DEPTH):
        for found in level:
            items = found if isinstance(found, list) else [found]
            objects = [item for item in items if isinstance(item, dict)]
            if any(fields_of(item).get("text") for item in objects):
                return items
            lists += [items] if objects and isinstance(found, list) else []
        inner = (value for found in level if isinstance(found, dict) for value in found.values())
        level = [value for value in inner if isinstance(value, dict | list)]
    whole = content if isinstance(content, list) else [content]
    return lists[0] if lists else whole


def read_json(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    """Return objects of a JSON file."""
    try:
        items = _items(file.read(), name)
    except (ValueError, RecursionError):
        raise changed(name) from None
    return _objects(items[rows.first : rows.first + rows.number], name, rows.first)


def find_lines(file: BinaryIO, name: str) -> Rows:
    """Return where the lines of a JSON Lines file begin."""
    offsets = array("q")
    position = 0
    looked_at = []
    for line in file:
        if line.strip():
            offsets.append(position)
            if len(offsets) <= LOOKED_AT:
                looked_at.append(_parsed(line))
        position += len(line)
    if looked_at and all(isinstance(item, dict) for item in looked_at):
        require_text(dict.fromkeys(column for item in looked_at for column in item), name)
    return Rows("lines", len(offsets), 0, array("q", [*offsets, position]))


def read_lines(file: BinaryIO, name: str, rows: Rows) -> list[Row]:
    """Return the objects of some lines; in place of a bad one, the reason."""
    lines = (file.read(end - begin) for begin, end in pairwise(rows.offsets or ()))
    return _objects([_parsed(line) for line in lines if line.strip()], name, rows.first)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _objects(items: Iterable[Any], name: str, first: int) -> list[Row]:
    bad = "{}, article {}, is no JSON object: mend it."
    return [
        item if isinstance(item, dict) else ArticleError(bad.format(name, number))
        for number, item in enumerate(items, start=first + 1)
    ]
