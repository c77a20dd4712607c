"""Coding by people: sheets for coders, their agreement, and their codings before the machine's."""

from helpers.coding.agreement import agreement
from helpers.coding.coded import CodedArticle, code_article, codings_of
from helpers.coding.reading import MACHINE, CodingError, machine_codings, read_sheet, read_sheets
from helpers.coding.settling import (
    disagreements,
    outrank,
    place,
    settle,
    summarise_settled,
    unplaced,
)
from helpers.coding.sheet import coding_sheet, write_sheet

__all__ = [
    "MACHINE",
    "CodedArticle",
    "CodingError",
    "agreement",
    "code_article",
    "coding_sheet",
    "codings_of",
    "disagreements",
    "machine_codings",
    "outrank",
    "place",
    "read_sheet",
    "read_sheets",
    "settle",
    "summarise_settled",
    "unplaced",
    "write_sheet",
]
