"""Training needs packages that the program does without: its modules are not collected."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") and find_spec("onnx") else ["*.py"]
