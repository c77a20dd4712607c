"""Site: executed notebooks, the annotated article and the tables as pages that need no network."""
