"""Set-up as people expect it: doctor, completion, the container files and the unit, linted and not built."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from dateline.faces import cli, doctor
from dateline.faces.doctor import EXTRAS, Finding, is_well, lines

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_doctor_names_what_is_there_and_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: None if name == "typst" else True)
    assert cli.run(["doctor", "--record", str(tmp_path / "none.sqlite"), "--to", "jsonl"]) == 0
    found = {row["name"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["model"]["verdict"] == found["gazetteer"]["verdict"] == "ok"
    assert found["record"]["verdict"] == "none" and "ingest" in found["record"]["remedy"]
    assert found["typst"]["verdict"] == "missing" and found["typst"]["remedy"] == "pip install 'dateline[brief]'"


def test_doctor_ends_with_1_when_a_record_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "r.sqlite"
    broken.write_bytes(b"no database")
    assert cli.run(["doctor", "--record", str(broken)]) == 1
    assert "wrong" in capsys.readouterr().out


def test_what_is_wrong_is_said_last() -> None:
    found = [Finding("needed", "model", "wrong", "it is not there", "pip install it")]
    told = list(lines(found))
    assert not is_well(found) and told[-1].strip() == "model: see above" and "→ pip install it" in told[1]


def test_every_extra_that_doctor_names_can_be_installed() -> None:
    assert {extra for *_, extra in EXTRAS} <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_of_the_shell(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "export" in script and "known-by" in script
    if shutil.which(shell):
        path = tmp_path / "script"
        path.write_text(script, encoding="utf-8")
        assert subprocess.run([shell, "-n", str(path)], check=False, capture_output=True).returncode == 0


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, continued lines joined, comments left out."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    found = (line.split(None, 1) for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [(word.upper(), rest) for word, rest in found]


def test_the_dockerfile_is_sound() -> None:
    """What hadolint asks for: pinned base, one cleaned apt call, no cache, nobody is root, exec form."""
    found = instructions()
    words = [word for word, _ in found]
    assert words[0] == "FROM" and all(
        re.search(r":\d", rest.split(" AS ")[0]) for word, rest in found if word == "FROM"
    )
    assert words.index("USER") < words.index("ENTRYPOINT") and dict(found)["USER"] != "root"
    assert json.loads(dict(found)["ENTRYPOINT"]) == ["dateline"]
    copied = [part for word, rest in found if word == "COPY" for part in rest.split()[:-1] if not part.startswith("--")]
    assert copied and all((ROOT / part).exists() for part in copied if "/" not in part or not part.startswith("/"))
    assert all("--no-cache-dir" in rest for word, rest in found if word == "RUN" and "pip install" in rest)


def test_the_compose_file_is_sound() -> None:
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    services = found["services"]
    assert set(services) == {"dateline", "database"}
    assert services["dateline"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert "healthcheck" in services["database"] and set(found["volumes"]) == {"record"}
    text = json.dumps(found)
    assert "POSTGRES_PASSWORD:?" in text and not re.search(r"password['\"]?: ['\"][a-z0-9]+['\"]", text)


def test_the_unit_is_sound() -> None:
    (unit,) = re.findall(r"```ini\n(.*?)```", (ROOT / "docs" / "setup.md").read_text(encoding="utf-8"), re.DOTALL)
    parts = re.findall(r"^\[(\w+)\]$", unit, re.MULTILINE)
    assert parts == ["Unit", "Service", "Install"]
    assert all("=" in line for line in unit.splitlines() if line and line[0] not in "[#")
    command = re.search(r"^ExecStart=\S+/dateline (\w+)", unit, re.MULTILINE)
    assert command and command[1] in list(cli.app)
