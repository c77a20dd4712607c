"""Statistics for small samples: intervals, tests, effects, pooling, words that mark a voice.

A unit is a sentence of one voice, or an attribution: never a word, since the words of a sentence
are not drawn apart from each other. Below ``MIN_UNITS`` units there is no interval and no test,
only counts; "cannot be tested" is an answer.
"""

from helpers.statistics.agreement import cohens_kappa
from helpers.statistics.bootstrap import Bootstrapped, cluster_bootstrap
from helpers.statistics.cluster_ratios import Ratio, cluster_difference, cluster_ratio
from helpers.statistics.diversity import Diversity, shannon_diversity, simpson_diversity
from helpers.statistics.effect import cliffs_delta
from helpers.statistics.intervals import (
    difference_interval,
    jeffreys_interval,
    mean_interval,
    wilson_interval,
)
from helpers.statistics.log_odds import log_odds
from helpers.statistics.permutation import (
    CANNOT_BE_TESTED,
    TESTED,
    PermutationTest,
    holm,
    permutation_test,
    smallest_p,
)
from helpers.statistics.pooling import pool_effects, pooled_means, pooled_rates
from helpers.statistics.units import ALPHA, MIN_UNITS, NAN, QUANTILE

__all__ = [
    "ALPHA",
    "CANNOT_BE_TESTED",
    "MIN_UNITS",
    "NAN",
    "QUANTILE",
    "TESTED",
    "Bootstrapped",
    "Diversity",
    "PermutationTest",
    "Ratio",
    "cliffs_delta",
    "cluster_bootstrap",
    "cluster_difference",
    "cluster_ratio",
    "cohens_kappa",
    "difference_interval",
    "holm",
    "jeffreys_interval",
    "log_odds",
    "mean_interval",
    "permutation_test",
    "pool_effects",
    "pooled_means",
    "pooled_rates",
    "shannon_diversity",
    "simpson_diversity",
    "smallest_p",
    "wilson_interval",
]
