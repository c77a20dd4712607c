"""Commands: what ``python -m helpers`` and the Makefile run."""
