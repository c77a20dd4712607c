"""Statistics for small samples: intervals, words that mark a voice.

A unit is a sentence of one voice, or an attribution: never a word, since the words of a sentence
are not drawn independently. Below ``MIN_UNITS`` units there is no interval, only counts.
"""

from helpers.statistics.cluster_ratios import cluster_difference, cluster_ratio
from helpers.statistics.intervals import NAN, mean_interval, wilson_interval
from helpers.statistics.log_odds import log_odds
from helpers.thresholds import MIN_UNITS
