"""What the tests do in JupyterLab: open a notebook, run it, read what it shows."""

import json
import re

RUN_SECONDS = 240
ADDRESS = re.compile(r"\b0x[0-9a-f]{8,16}\b")  # in memory: as in tests/nbval-sanitise.cfg
KINDS = ("text/plain", "text/html", "text/markdown")
WIDGET = "window.jupyterapp.shell.currentWidget"
# The status bar says idle before the notebook's session is attached.
READY = """() => {
  const session = window.jupyterapp?.shell?.currentWidget?.sessionContext;
  return session?.isReady && session.session?.kernel?.connectionStatus === 'connected';
}"""
DONE = """() => {
  const widget = window.jupyterapp.shell.currentWidget;
  const code = widget.content.model.toJSON().cells.filter(
    cell => cell.cell_type === 'code' && cell.source.length > 0);
  return code.some(cell => cell.outputs.some(output => output.output_type === 'error'))
    || (widget.sessionContext.session?.kernel?.status === 'idle'
        && code.every(cell => cell.execution_count));
}"""


def command(page, name):
    """Run one of JupyterLab's commands."""
    page.evaluate(f"() => window.jupyterapp.commands.execute('{name}')")


def open_notebook(page, address):
    """Open a notebook and wait for its kernel."""
    page.goto(address)
    page.wait_for_function(READY, timeout=90_000)


def run_all(page):
    """Clear all outputs (or the wait would end on the old ones), run all cells, wait."""
    command(page, "notebook:clear-all-cell-outputs")
    command(page, "notebook:run-all-cells")
    page.wait_for_function(DONE, timeout=RUN_SECONDS * 1000)


def notebook_of(page):
    """Return the open notebook as it would be saved."""
    return json.loads(page.evaluate(f"() => JSON.stringify({WIDGET}.content.model.toJSON())"))


def outputs_of(notebook):
    """Return what each code cell shows, as text that is the same in each run."""
    shown = []
    for cell in notebook["cells"]:
        parts = []
        for output in cell.get("outputs", []):
            data = output.get("data", {output.get("name"): output.get("text", "")})
            for kind in (*KINDS, "stdout", "stderr"):
                text = data.get(kind, "")
                parts.append("".join(text) if isinstance(text, list) else text)
        shown.append(ADDRESS.sub("ADDRESS", "".join(parts)))
    return shown
