"""News Voices: who speaks in a news article, how much, in what tone, inside which frames."""

from time import time as _now

# When the program began, as far as its own files go (helpers.analysis.program_version)
IMPORTED_AT = _now()
