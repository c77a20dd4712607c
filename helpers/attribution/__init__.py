"""Attribution: every direct, indirect and mixed quotation of an article, with cue and source."""

from helpers.attribution.model import Attribution, Kind, Span

__all__ = ["Attribution", "Kind", "Span"]
