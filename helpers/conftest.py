"""The modules whose examples are not run: where PyTorch is not installed, those that need it."""

from importlib.util import find_spec

_WITH_TORCH = [f"training/{name}.py" for name in ("networks", "onnx_export", "tone_training")]
collect_ignore = ["corpus/copied.py"]  # to import it is to prepare a process
collect_ignore += [] if find_spec("torch") and find_spec("onnx") else _WITH_TORCH
