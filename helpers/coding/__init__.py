"""Coding: sheets for coders, their agreement, and their values before the program's."""

from helpers.coding.adjudication import adjudicate, apply_codes, code_article, disagreements
from helpers.coding.read_sheets import (
    MACHINE,
    CodingError,
    machine_codings,
    match_units,
    read_sheet,
    read_sheets,
)
from helpers.coding.reliability import coder_agreement
from helpers.coding.sheet import coding_sheet, write_sheet

__all__ = [
    "MACHINE",
    "CodingError",
    "adjudicate",
    "apply_codes",
    "code_article",
    "coder_agreement",
    "coding_sheet",
    "disagreements",
    "machine_codings",
    "match_units",
    "read_sheet",
    "read_sheets",
    "write_sheet",
]
