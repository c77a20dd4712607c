"""Training of models: of tone toward a target here, of attributions in ``attribution/``.

Not used when the program runs. It needs PyTorch, which the program itself does not.
"""
