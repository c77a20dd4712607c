"""Names: which names an article mentions, and which of them are the same actor."""
