"""The modules that need PyTorch are not collected where it is not installed."""

from importlib.util import find_spec

_WITH_TORCH = ["networks.py", "onnx_export.py", "tone_training.py"]
collect_ignore = [] if find_spec("torch") and find_spec("onnx") else _WITH_TORCH
