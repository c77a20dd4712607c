"""Columns of a PDF: the order in which the boxes of a page are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def in_reading_order(page: Any, boxes: list[Any], spacing: float) -> list[Any]:
    """Return the boxes of a page of pdfminer's, column by column."""
    from pdfminer.layout import LAParams, LTTextGroupLRTB

    columns = [LTTextGroupLRTB(column) for column in _columns(boxes)]
    groups = page.group_textboxes(LAParams(line_margin=spacing), columns)
    return [box for group in groups for box in _in_order(group)]


def _columns(boxes: list[Any]) -> list[list[Any]]:
    """Return boxes joined to columns: each is the only one below the one before it."""

    def next_to(box: Any, side: int) -> Any:
        """Return the only box next below (side 1) or above (-1) another, if there is one."""
        over = [o for o in boxes if min(o.x1, box.x1) > max(o.x0, box.x0)]
        beyond = [o for o in over if side * (box.y0 + box.y1 - o.y0 - o.y1) > 0]
        nearest = min(beyond, key=lambda o: -side * (o.y0 + o.y1), default=None)
        beside = [o for o in beyond if nearest and o.y1 > nearest.y0 and o.y0 < nearest.y1]
        return nearest if len(beside) == 1 else None

    columns: dict[Any, list[Any]] = {}  # of each box that is the last one so far
    for box in sorted(boxes, key=lambda box: -box.y0 - box.y1):
        above = next_to(box, -1)
        alone = above is None or next_to(above, 1) is not box
        columns[box] = [*([] if alone else columns.pop(above)), box]
    return list(columns.values())


def _in_order(group: Any) -> Iterator[Any]:
    """Yield the boxes of a group: of two parts side by side the left, or else the upper first."""
    from pdfminer.layout import LTTextBox

    if isinstance(group, LTTextBox):
        yield group
        return
    parts = sorted(group, key=lambda part: -part.y1)
    if len(parts) == 2:
        shared = min(part.y1 for part in parts) - max(part.y0 for part in parts)
        if 2 * shared > min(part.height for part in parts):
            parts.sort(key=lambda part: part.x0)
    for part in parts:
        yield from _in_order(part)
