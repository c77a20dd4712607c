"""News Voices: who speaks in a news article, how much, in what tone, inside which frames."""
