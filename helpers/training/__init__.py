"""Training of the model of tone toward a target.

Not used when the program runs. It needs PyTorch, which the program itself does not.
"""
