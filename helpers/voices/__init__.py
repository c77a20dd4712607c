"""Voices: the article cut into stretches of one voice each, the narration included."""

from helpers.voices.voices import COLUMNS, VoiceIndex, outermost_speech, voice_segments
