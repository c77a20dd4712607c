"""Training of the token model of attributions: see README.md in this folder.

Not used when the program runs, and nothing that it makes is part of the repository.
"""
