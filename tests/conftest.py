"""For all tests: the same tree passes or fails alike, on a fast machine and on a busy one."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")
