"""Site: executed notebooks, the annotated article and the tables as a static website.

Sphinx, MyST-NB and the PyData theme build it without a network, and what they build needs none:
the pages open from a folder as well as from a server.
"""
