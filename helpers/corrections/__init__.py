"""Corrections: what a coder decides about an article's statements and speakers, before the program.

A file of corrections is read (``files``) and applied to what the program found (``apply``).
"""

from helpers.corrections.apply import Corrected, apply_corrections
from helpers.corrections.files import (
    COLUMNS,
    VARIABLE,
    Correction,
    CorrectionError,
    corrections_file,
    file_name,
    read_corrections,
    save_correction,
    withdraw_corrections,
    write_corrections,
)

__all__ = [
    "COLUMNS",
    "VARIABLE",
    "Corrected",
    "Correction",
    "CorrectionError",
    "apply_corrections",
    "corrections_file",
    "file_name",
    "read_corrections",
    "save_correction",
    "withdraw_corrections",
    "write_corrections",
]
