"""Sourcing: who has a voice, how they are introduced, and who is mentioned but never quoted."""

from helpers.measures.sourcing.mentioned import ENTRANCES, introductions, voice_gap
from helpers.measures.sourcing.voice_shares import (
    KINDS,
    directness,
    diversity,
    naming,
    official_share,
    share_by_gender,
    share_by_group,
    share_of_voice,
)
