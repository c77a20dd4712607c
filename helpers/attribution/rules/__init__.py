"""Rules: the constructions by which an article says that somebody said something."""
