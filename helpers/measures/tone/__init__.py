"""Tone: how a speaker's own words sound to lexicons of valence."""
