"""The checks that `make test` runs: none hides another, and each can fail."""

from helpers.commands.checks import Step, main, run_steps


def test_a_failing_step_does_not_hide_the_next_and_is_shown():
    lines: list[str] = []
    steps = [
        *[Step("bad", ["no_such_module"]), Step("good", ["this"])],
        *[Step("lone", ["no_such_lint"], beside=True), Step("fine", ["this"], beside=True)],
    ]
    assert run_steps(steps, report=lines.append) == ["bad", "lone"]
    told = ["FAILED  bad", "passed  good", "FAILED  lone", "passed  fine"]
    assert [line.split(" (")[0] for line in lines[-4:]] == told
    assert "No module named no_such_lint" in "".join(lines)


def test_steps_run_elsewhere_and_with_their_own_clock(tmp_path):
    seen = tmp_path / "seen"
    code = f"import os; open({str(seen)!r}, 'w').write(os.environ['TZ'] + os.getcwd())"
    (tmp_path / "look.py").write_text(code, encoding="utf-8")
    environment = {"TZ": "Pacific/Chatham", "PYTHONPATH": str(tmp_path)}
    assert run_steps([Step("look", ["look"], environment, elsewhere=True)], report=str) == []
    assert seen.read_text().startswith("Pacific/Chatham")
    assert "helpers" not in seen.read_text()


def test_exit_status_tells_of_a_failure(monkeypatch):
    monkeypatch.setattr("helpers.commands.checks.run_steps", lambda report: ["lint"])
    assert main() == 1
    monkeypatch.setattr("helpers.commands.checks.run_steps", lambda report: [])
    assert main() == 0
