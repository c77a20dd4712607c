"""A browser and a JupyterLab for the tests that look at what a user sees; `make browser` runs them.

They need Chromium (Debian's package is enough) and the packages in requirements.txt beside this
file, and are skipped where either is missing.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
START_SECONDS = 60


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="`make browser` installs it")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        # a container's root has no sandbox
        arguments = ["--no-sandbox"] if os.getuid() == 0 else []
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """Return a page of 1,440 by 900 pixels; a request that leaves this machine fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    outside = []

    def route(request_route):
        address = request_route.request.url
        if address.startswith(("http://127.0.0.1", "file:", "data:", "blob:")):
            request_route.continue_()
        else:
            outside.append(address)
            request_route.abort()

    context.route("**/*", route)
    yield page
    context.close()
    assert outside == []


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="session")
def copy(tmp_path_factory):
    """Return a copy of the repository in which notebooks and panels may write."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("helpers", "data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def lab(copy):
    """Return the address of a notebook of the copy in a JupyterLab of its own."""
    port, token = _free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={copy}", "--LabApp.expose_app_in_browser=True"]
    command += [f"--LabApp.user_settings_dir={copy}/settings"]
    command += [f"--LabApp.workspaces_dir={copy}/workspaces"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWS_VOICES")}
    fresh = {**kept, "NEWS_VOICES_CACHE": "0", "PYTHONPATH": str(copy)}
    log = copy / "lab.log"
    with log.open("w") as file:
        server = subprocess.Popen(command, env=fresh, cwd=copy, stdout=file, stderr=file)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(START_SECONDS * 2):
            try:
                urllib.request.urlopen(f"{address}/api?token={token}").close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise AssertionError(log.read_text())
        yield lambda notebook: f"{address}/lab/tree/notebooks/{notebook}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(20)
