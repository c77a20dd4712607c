"""Report: figures, computed sentences, the annotated article, tables, files and the site."""
