"""Analysis: all steps from an article to its voices in one call, kept in a cache."""

from helpers.analysis.analyse import (
    Analysis,
    analyse,
    analyse_many,
    correct,
    rare_garbage_collection,
)
