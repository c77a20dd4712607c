"""Set up `.venv`: the pinned packages with their hashes, and `helpers` itself.

The Makefile runs it with the newest suitable Python of the system, before anything is installed: it
uses the standard library only. ``... lock`` makes requirements.txt anew from requirements.in.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "news-voices.stamp"
NEWS = "helpers/corpus/requirements.txt"  # an extra
OLDEST, NEWEST = (3, 11), (3, 14)  # the versions of Python for which the lock holds


class SetupError(Exception):
    """Set-up cannot go on; the message says what is wrong and what to do."""


def fingerprint(root: Path = ROOT) -> str:
    """Return the SHA-256 of the files that an environment is made from, in hexadecimal.

    The folder's path is included: an environment holds its own path and stops working when its
    folder is moved.
    """
    digest = hashlib.sha256(str(root).encode())
    for name in ("requirements.txt", "pyproject.toml", NEWS):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def pinned(package: str, requirements: str) -> str:
    """Return a package's own lines of a hashed requirements file; a SetupError if it has none."""
    found = re.search(
        rf"^{re.escape(package)}==[^\\\n]*(?:\\\n[^\\\n]*)*", requirements, re.MULTILINE
    )
    if not found:
        raise SetupError(f"requirements.txt does not pin {package}: run `make lock`.")
    return found.group()


def _usable() -> bool:
    """Return whether `.venv` is there, made for this folder by this version of Python, with pip."""
    configuration = VENV / "pyvenv.cfg"
    if not configuration.is_file() or str(VENV) not in configuration.read_text(encoding="utf-8"):
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return subprocess.run([str(PYTHON), "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    if _usable():
        return
    version = ".".join(map(str, sys.version_info[:3]))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupError(
            f"News Voices needs Python 3.11, 3.12, 3.13 or 3.14, and this is {version}. Install "
            "one of them so that, for example, `python3.13` starts it, or name it: "
            "make run PYTHON=/path/to/python3.13"
        )
    print(f"Making .venv with Python {version} ({sys.executable}) ...", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if made.returncode:
        raise SetupError(
            f"{sys.executable} could not make a virtual environment. On Debian and Ubuntu, "
            f"install the package python{version.rpartition('.')[0]}-venv. It said:\n"
            f"{(made.stdout + made.stderr).strip()}"
        )


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Run an installer, show its progress, and return whether it succeeded.

    Its lines on single packages are not shown, except the last ones when it fails.
    """
    process = subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        if line.startswith(("Downloading", "Prepared", "Installed", "Installing")):
            print("  " + line.rstrip()[:70], flush=True)
        elif not line.startswith((" + ", " - ", " ~ ", "Collecting", "Processing")):
            said.append("  " + line.rstrip()[:300])
    if process.wait():
        print("\n".join(said[-6:]), flush=True)
    return process.returncode == 0


def _pip(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "pip", *arguments, "--disable-pip-version-check"]


def _bootstrap(requirements: str) -> None:
    """Install the pinned pip (old ones stumble over this lock) and, where possible, uv."""
    with tempfile.TemporaryDirectory() as folder:
        for package in ("pip", "uv"):
            wanted = Path(folder) / f"{package}.txt"
            wanted.write_text(pinned(package, requirements) + "\n", encoding="utf-8")
            arguments = ["--quiet", "--no-deps", "--require-hashes", "-r", str(wanted)]
            subprocess.run(_pip("install", *arguments), capture_output=True)


def _install() -> None:
    """Install exactly what requirements.txt lists: with uv, or with pip where uv cannot."""
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    count = len(re.findall("^[a-z].*==", requirements, re.MULTILINE))
    print(f"Installing {count} packages into .venv (about 1 GB on disk) ...", flush=True)
    _bootstrap(requirements)
    environment = _uv_environment()
    # Not the script .venv/bin/uv: a long folder name would break its first line.
    command = [str(PYTHON), "-m", "uv", "pip", "sync", "--python", str(PYTHON)]
    command += ["--require-hashes", "--no-config", "requirements.txt"]
    if _run(command, environment):
        return
    print("uv could not install them; pip tries now, which takes some minutes ...", flush=True)
    arguments = ["--progress-bar=off", "--no-deps", "--require-hashes", "-r", "requirements.txt"]
    if not _run(_pip("install", *arguments), dict(os.environ)):
        raise SetupError(
            "The packages could not be installed; the lines above say why. Set-up is the one step "
            "that needs the network: check the connection (or pip's configuration, if your "
            "network has a package index of its own), then run the same command again."
        )


def _install_news() -> None:
    """Install the package that holds the news for notebook 09; everything else works without it.

    It is installed after the lock, since uv removes packages that the lock does not list. Nothing
    of it is run, so the wheel for one version of Python serves all (there is none for 3.14).
    """
    packages = sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)})
    command = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON), "--no-config"]
    wanted = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "-r", NEWS]
    wanted += ["--python-version", "3.13", "--target", packages]
    for tried, environment in (
        ([*command, *wanted], _uv_environment()),
        (_pip("install", *wanted), dict(os.environ)),
    ):
        if subprocess.run(tried, env=environment, capture_output=True).returncode == 0:
            return
    print(
        f"The news for notebook 09 could not be fetched ({NEWS}): it will tell how to go on; "
        "everything else is ready.",
        flush=True,
    )


def _uv_environment() -> dict[str, str]:
    # uv links files into place by default, and NLTK refuses to read a file with several links.
    # Short time-outs, since pip is tried where uv gets no answer.
    patience = {"UV_HTTP_TIMEOUT": "30", "UV_HTTP_CONNECT_TIMEOUT": "10"}
    environment = {**patience, **os.environ, "UV_LINK_MODE": "copy"}
    # uv does not read pip's configuration, so where pip has an index of its own uv is told of it.
    command = _pip("config", "get", "global.index-url")
    index = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    if index and not {"UV_INDEX_URL", "UV_DEFAULT_INDEX"} & set(environment):
        environment["UV_DEFAULT_INDEX"] = index
    return environment


def _install_helpers() -> None:
    """Make `helpers` importable from any folder, with no network."""
    arguments = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable"]
    done = subprocess.run(_pip("install", *arguments, str(ROOT)), capture_output=True, text=True)
    if done.returncode:
        raise SetupError(
            f"`helpers` could not be installed:\n{(done.stdout + done.stderr)[-1500:]}"
        )
    # The build of an editable installation leaves this folder behind.
    shutil.rmtree(ROOT / "news_voices.egg-info", ignore_errors=True)
    # Otherwise the first notebook to draw would wait for this, and could show a warning.
    subprocess.run([str(PYTHON), "-c", "import matplotlib.font_manager"], capture_output=True)


# What the kernel says of itself is what the notebooks hold, on each version of Python: JupyterLab
# writes it into a notebook, which would be marked as changed as soon as it is opened.
KERNEL_CONFIGURATION = """\
from ipykernel.ipkernel import IPythonKernel

IPythonKernel.language_info = {
    "name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"
}
"""


def _quiet_jupyterlab() -> None:
    """Keep JupyterLab from fetching news and updates, and from changing what is only opened."""
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    quiet = {"checkForUpdates": False, "fetchNews": "false"}
    overrides = {"@jupyterlab/apputils-extension:notification": quiet}
    (settings / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")
    configuration = VENV / "etc" / "ipython"
    configuration.mkdir(parents=True, exist_ok=True)
    (configuration / "ipython_kernel_config.py").write_text(KERNEL_CONFIGURATION, encoding="utf-8")


def set_up() -> None:
    """Bring `.venv` up to date; return at once if it is. A SetupError says why it can't be."""
    wanted = fingerprint()
    if STAMP.is_file() and PYTHON.exists() and STAMP.read_text() == wanted:
        return
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    os.chdir(ROOT)
    _make_venv()
    _install()
    _install_news()
    _install_helpers()
    _quiet_jupyterlab()
    STAMP.write_text(wanted)
    print(f"The environment is ready ({time.monotonic() - started:.0f} s).", flush=True)


def lock() -> None:
    """Write requirements.txt anew: every package that requirements.in needs, with hashes."""
    command = [str(PYTHON), "-m", "uv", "pip", "compile", "requirements.in", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
    command += ["--fork-strategy", "fewest"]  # one version of a package for all versions of Python
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"requirements.in could not be resolved:\n{done.stderr.strip()}")
    # pyproject.toml limits the lock to these versions, which uv then repeats at every package.
    text = done.stdout.replace(" ; python_full_version < '3.15' \\\n", " \\\n")
    text = text.replace("python_full_version < '3.15' and ", "")
    header = "# Made by `make lock` from requirements.in: edit that file, not this one.\n"
    (ROOT / "requirements.txt").write_text(header + text, encoding="utf-8")
    print(f"requirements.txt pins {len(re.findall('^[a-z].*==', text, re.MULTILINE))} packages.")


if __name__ == "__main__":
    try:
        lock() if sys.argv[1:] == ["lock"] else set_up()
    except SetupError as problem:
        sys.exit(f"\nSet-up stopped: {problem}")
