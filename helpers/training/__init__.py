"""Training: what the program learned from annotated news, and how to learn it anew.

Nothing of it is used when the program runs. The model of tone needs PyTorch (README.md).
"""
