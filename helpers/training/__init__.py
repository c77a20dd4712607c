"""Training of the model of tone toward a target: see README.md in this folder.

Not used when the program runs. It needs PyTorch, which the program itself does not.
"""
