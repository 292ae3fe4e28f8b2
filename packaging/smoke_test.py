"""Try the frozen program as a stranger would: the main job and the window, with nothing unexpected on stderr."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "dslcasebook"
WINDOW = FOLDER / ("dslcasebook.exe" if os.name == "nt" else "dslcasebook")
PROGRAM = FOLDER / "dslcasebook-cli.exe" if os.name == "nt" else WINDOW
WINDOW_STAYS_S = 5.0
COMMAND_TAKES_S = 300.0


@dataclass
class Trial:
    """Runs the program and remembers what went wrong."""

    home: Path
    failures: list[str] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """An empty home and none of the development environment's variables."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        home = str(self.home)
        return kept | {"HOME": home, "APPDATA": home, "LOCALAPPDATA": home, "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *arguments: str) -> str:
        """One command: it must succeed and keep stderr empty; its output."""
        began = time.monotonic()
        command: list[str | Path] = [PROGRAM, *arguments]
        done = subprocess.run(
            command,
            cwd=self.home,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=COMMAND_TAKES_S,
        )
        seconds = time.monotonic() - began
        print(f"{seconds:6.1f} s  dslcasebook {arguments[0]}", flush=True)
        if done.returncode or done.stderr.strip():
            self.failures.append(f"{arguments}: exit code {done.returncode}, stderr: {done.stderr.strip()[:2000]}")
        return done.stdout

    def open_window(self) -> None:
        """The window must stay open until it is told to go, and say nothing on stderr."""
        command = [WINDOW]
        window = subprocess.Popen(
            command, cwd=self.home, env=self.environment(), stderr=subprocess.PIPE, encoding="utf-8"
        )
        try:
            _, stderr = window.communicate(timeout=WINDOW_STAYS_S)
            self.failures.append(f"the window closed by itself, exit code {window.returncode}: {stderr.strip()[:2000]}")
        except subprocess.TimeoutExpired:
            window.terminate()
            _, stderr = window.communicate(timeout=WINDOW_STAYS_S)
            if stderr.strip():
                self.failures.append(f"the window wrote to stderr: {stderr.strip()[:2000]}")
        print(f"{WINDOW_STAYS_S:6.1f} s  dslcasebook (the window)", flush=True)

    def children(self) -> None:
        """Each child must load all it needs, give up its rights and greet."""
        for task in ("--picture-child", "--file-child", "--film-child"):
            done = subprocess.run([PROGRAM, task], env={}, input=b"", capture_output=True, timeout=COMMAND_TAKES_S)
            if done.returncode or b"ready" not in done.stdout:
                self.failures.append(f"{task}: exit code {done.returncode}, stderr: {done.stderr[:2000]!r}")

    def read_words(self) -> None:
        """What reads words in pictures must load its models, give up its rights and answer; where it was packed."""
        if not (FOLDER / "_internal" / "rapidocr").exists():
            print("   not packed  what reads words in pictures", flush=True)
            return
        side = 96
        header = json.dumps({"width": side, "height": side}).encode()
        strip = len(header).to_bytes(4, "big") + header + bytes([255]) * (side * side * 3)
        began = time.monotonic()
        child: list[str | Path] = [WINDOW, "--recognition-child"]
        done = subprocess.run(
            child, cwd=self.home, env=self.environment(), input=strip, capture_output=True, timeout=COMMAND_TAKES_S
        )
        print(f"{time.monotonic() - began:6.1f} s  dslcasebook --recognition-child", flush=True)
        if done.returncode or b'"lines"' not in done.stdout:
            self.failures.append(f"the recognition child: exit code {done.returncode}, {done.stderr[-2000:]!r}")

    def main_job(self) -> None:
        """Write the made-up school, verify it, read it, export from it."""
        school = json.loads(self.run("demo", "--to", str(self.home / "demo"), "--json") or "{}")
        if not school:
            return
        member = school["members"][0]
        who = ("--member", member["name"], "--passphrase-file", member["passphrase_file"])
        self.run("verify", school["casebook"], *who)
        incidents = json.loads(self.run("list", school["casebook"], *who, "--json") or "[]")
        if not incidents:
            self.failures.append("the made-up casebook lists no incident")
            return
        reference = incidents[0]["ref"]
        self.run("show", school["casebook"], reference, *who)
        exported, password = self.home / "police.pdf", self.home / "police.password"
        to = ("--for", "police", "--to", str(exported), "--password-file", str(password))
        self.run("export", school["casebook"], reference, *to, *who)
        pdf = exported.read_bytes() if exported.exists() else b""
        if not pdf.startswith(b"%PDF") or b"/Encrypt" not in pdf:
            self.failures.append("export wrote no encrypted PDF")


def main() -> int:
    """Try everything; the exit code says whether it all held."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        trial.run("--version")
        trial.run("guidance", "check")
        trial.children()
        trial.read_words()
        trial.main_job()
        trial.open_window()
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{size / 1e6:6.0f} MB  {FOLDER.relative_to(ROOT).as_posix()}")
    for failure in trial.failures:
        print(f"FAILED  {failure}", file=sys.stderr)
    return 1 if trial.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
