"""On a fresh machine the set-up installs what it may, says in one line what it may not, and does nothing twice."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "setup_environment.py"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt is Debian's")


@pytest.fixture
def setup_environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_environment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def pip_calls(setup_environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A project folder with a lock file and a working environment; pip is only noted."""
    calls: list[tuple[str, ...]] = []

    def note(*command: str) -> int:
        calls.append(command)
        return 0

    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.lock").write_text("zxcvbn==4.5.0\n")
    monkeypatch.setattr(setup_environment, "ROOT", tmp_path)
    monkeypatch.setattr(setup_environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup_environment, "do", note)
    return calls


def test_without_root_or_sudo_the_one_line_to_run_is_said(
    setup_environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda command: "/usr/bin/apt-get" if command == "apt-get" else None)
    with pytest.raises(setup_environment.CannotSetUp, match=r"sudo apt-get install -y libegl1 libgl1$"):
        setup_environment.install_packages(["libegl1", "libgl1"])


def test_a_missing_library_and_a_missing_command_are_both_named(setup_environment: ModuleType) -> None:
    missing = setup_environment.missing_packages({"libnowhere.so.9": "libnowhere9"}, {"no-such-command": "nosuch"})
    assert missing == ["nosuch", "libnowhere9"]


def test_python_without_venv_is_told_which_package_to_install(
    setup_environment: ModuleType, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda command: "/usr/bin/apt-get" if command == "apt-get" else None)
    with pytest.raises(setup_environment.CannotSetUp, match=r"sudo apt-get install -y python3\.\d+-venv$"):
        setup_environment.make_environment("requirements.lock")
    assert pip_calls == []


def test_the_environment_is_made_again_only_when_the_lock_changed(
    setup_environment: ModuleType, pip_calls: list[tuple[str, ...]]
) -> None:
    setup_environment.make_environment("requirements.lock")
    setup_environment.make_environment("requirements.lock")
    assert len(pip_calls) == 1
    assert "--require-hashes" in pip_calls[0]
    (setup_environment.ROOT / "requirements.lock").write_text("zxcvbn==4.5.1\n")
    setup_environment.make_environment("requirements.lock")
    assert len(pip_calls) == 2


def test_an_unknown_task_is_answered_with_the_known_ones() -> None:
    answer = subprocess.run([sys.executable, SCRIPT, "dance"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "run|test|check" in answer.stdout


def test_make_has_a_target_for_each_task(setup_environment: ModuleType) -> None:
    makefile = (SCRIPT.parents[1] / "Makefile").read_text(encoding="utf-8")
    phony, targets = re.findall(r"^\.PHONY: (.+)\n(.+):$", makefile, flags=re.MULTILINE)[0]
    assert phony == targets
    assert set(targets.split()) == set(setup_environment.TASKS)


def test_the_corpus_goes_into_the_build_folder_unless_another_is_named(
    setup_environment: ModuleType, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_environment, "make_environment", lambda _: None)
    setup_environment.TASKS["corpus"]([])
    setup_environment.TASKS["corpus"](["elsewhere"])
    assert pip_calls == [("-m", "benchmarks.corpus", "build/corpus"), ("-m", "benchmarks.corpus", "elsewhere")]
