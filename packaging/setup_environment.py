r"""Make everything ready on a fresh machine, then do one task: what `make run`, `make test` and the others call.

Needs nothing but Python 3.11 or newer: `python3 packaging/setup_environment.py run`, or
`py packaging\setup_environment.py run` on Windows.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO = ROOT / "build" / "demo"
LINUX = sys.platform.startswith("linux")

# What Qt loads at start, as the shared object and the Debian package that holds it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Reads words in pictures: 50 MB to fetch and 120 on the disk, so neither `make run` nor `make check` waits for it.
WITH_RECOGNITION = "requirements-ocr.lock"
# What the tests drive the program and read its documents with: command and package.
TEST_COMMANDS = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "age": "age"}
WINDOW_COMMANDS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "xclip": "xclip", "xauth": "xauth"}
PACK_COMMANDS = {"7z": "p7zip-full", "script": "bsdutils"}
KEYRING_COMMANDS = {"gnome-keyring-daemon": "gnome-keyring", "dbus-run-session": "dbus-daemon"}
FAULT_COMMANDS = {"gcc": "build-essential", "faketime": "faketime"}
PACKAGE_COMMANDS = {"objdump": "binutils"}


class CannotSetUp(Exception):
    """Something is missing that this script may not install; the text says what to run."""


def say(text: str) -> None:
    """Print one line before whatever the next program prints."""
    print(text, flush=True)


def missing_packages(libraries: dict[str, str], commands: dict[str, str]) -> list[str]:
    """The system packages whose library does not load or whose command is not found."""
    missing = [package for command, package in commands.items() if not shutil.which(command)]
    for library, package in libraries.items() if LINUX else ():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_packages(packages: list[str]) -> None:
    """Install with apt where that needs no password; else raise with the one line to run."""
    if not packages:
        return
    if sys.platform == "darwin":
        raise CannotSetUp(f"Please run:  brew install {' '.join(packages)}")
    if not shutil.which("apt-get"):
        raise CannotSetUp(f"Please install, by the names that Debian gives them: {' '.join(packages)}")
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and (not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode):
        raise CannotSetUp(f"Please run:  sudo apt-get install -y {' '.join(packages)}")
    say(f"Installing {' '.join(packages)}")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
    if subprocess.run([*apt, "install", "--no-install-recommends", *packages], stdout=subprocess.DEVNULL).returncode:
        raise CannotSetUp(f"apt could not install them. Please run:  sudo apt-get install -y {' '.join(packages)}")


def make_environment(lock_name: str) -> None:
    """Make .venv hold what the lock file names; do nothing while neither the lock nor Python has changed."""
    lock = (ROOT / lock_name).read_bytes()
    made_from = f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(lock).hexdigest()}"
    stamp = VENV / f"made-from-{lock_name}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == made_from:
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_packages([f"python3.{sys.version_info.minor}-venv"])
    if not runs_this_python():
        say("Making .venv")
        venv.create(VENV, clear=True, with_pip=True)
    say(f"Installing what {lock_name} pins")
    quietly = ("--quiet", "--disable-pip-version-check")
    if do("-m", "pip", "install", *quietly, "--require-hashes", "--only-binary", ":all:", "-r", lock_name):
        raise CannotSetUp(f"pip could not install what {lock_name} pins: see above.")
    stamp.write_text(made_from)


def runs_this_python() -> bool:
    """Whether .venv exists, works, and is of the same Python version as this script."""
    if not PYTHON.exists():
        return False
    ask = "import pip, sys; print(*sys.version_info[:2])"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True)
    return answer.stdout.split() == [str(number) for number in sys.version_info[:2]]


def do(*command: str | Path, **environment: str) -> int:
    """Run one command of the environment in the project's folder; its exit code."""
    return subprocess.run([PYTHON, *command], cwd=ROOT, env={**os.environ, **environment}).returncode


def run(arguments: list[str]) -> int:
    """Open the program; without a display, do the main job headless."""
    make_environment("requirements.lock")
    missing = missing_packages(LIBRARIES, {})
    if LINUX and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        say("There is no display here, so no window can open. Doing the main job without one, into build/demo.")
        return demonstrate(missing)
    install_packages(missing)
    return do("main.py", *arguments)


def demonstrate(missing: list[str]) -> int:
    """Write the made-up school, its PDFs and its screenshots to build/demo, and verify the casebook."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.parent.mkdir(exist_ok=True)
    write_demo: list[str | Path] = [PYTHON, "main.py", "demo", "--to", DEMO, "--json"]
    made = subprocess.run(write_demo, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if made.returncode:
        return made.returncode
    school = json.loads(made.stdout)
    member = school["members"][0]
    say(f"Casebook: {school['casebook']}")
    for document in school["documents"]:
        say(f"For {document['for']}: {document['file']} (password in {document['password_file']})")
    who = ("--member", member["name"], "--passphrase-file", member["passphrase_file"])
    verified = do("main.py", "verify", school["casebook"], *who)
    if verified:
        return verified
    try:
        install_packages(missing)
    except CannotSetUp as reason:
        say(f"No screenshots: Qt lacks system libraries. {reason}")
        return 0
    return do("packaging/screenshots.py", "--to", DEMO / "screenshots", "--only", "light", QT_QPA_PLATFORM="offscreen")


def test_commands() -> dict[str, str]:
    """What the tests need on this system, beside Python: command and package."""
    if LINUX:
        return {**TEST_COMMANDS, **PACK_COMMANDS, **WINDOW_COMMANDS, **KEYRING_COMMANDS, **FAULT_COMMANDS}
    return TEST_COMMANDS if sys.platform == "darwin" else {}


def test(arguments: list[str]) -> int:
    """Run every test: the pages without a screen, then the journeys in a real window; or what the arguments name."""
    make_environment("requirements-dev.lock")
    make_environment(WITH_RECOGNITION)
    install_packages(missing_packages(LIBRARIES, test_commands()))
    if arguments:
        return do("-m", "pytest", *arguments)
    journeys = do("-m", "pytest", "tests/e2e")
    rest = do("-m", "pytest", "tests", "--ignore=tests/e2e", "--ignore=tests/walkthrough", "-n", "2")
    return journeys or rest


def check(_: list[str]) -> int:
    """Ruff, mypy --strict and the import rules; all three, even when one fails."""
    make_environment("requirements-dev.lock")
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return max(do("-m", "ruff", "check", "."), do("-m", "mypy"), do("-c", lint_imports))


def faults(arguments: list[str]) -> int:
    """Let everything go wrong that can, some thousands of times, and print the table of counts; ten minutes."""
    return inject_faults("short", arguments)


def faults_long(arguments: list[str]) -> int:
    """The same for hours: before a release."""
    return inject_faults("long", arguments)


def inject_faults(counts: str, arguments: list[str]) -> int:
    """Run the tests of faults at the counts of tests/faults/scale.py."""
    make_environment("requirements-dev.lock")
    install_packages(missing_packages(LIBRARIES, test_commands()))
    of_a_test = {"short": 600, "long": 24 * 3600}[counts]
    options = ("-n", "2", "--dist", "worksteal", "-o", f"timeout={of_a_test}")
    return do("-m", "pytest", *options, *(arguments or ["tests/faults"]), FAULTS=counts)


def bench(arguments: list[str]) -> int:
    """Measure, and print the table of goals."""
    make_environment("requirements-dev.lock")
    install_packages(missing_packages(LIBRARIES, TEST_COMMANDS))
    return do("-m", "benchmarks", *arguments)


def corpus(arguments: list[str]) -> int:
    """Take 1,500 public test files in as a person's are, and print the counts; they are fetched into build/corpus."""
    make_environment("requirements-dev.lock")
    return do("-m", "benchmarks.corpus", *(arguments or ["build/corpus"]))


def recognition(_: list[str]) -> int:
    """Add what reads words in pictures; from then on the program offers it, and `make package` packs it."""
    make_environment("requirements.lock")
    make_environment(WITH_RECOGNITION)
    return 0


def walkthrough(_: list[str]) -> int:
    """Go to every step of the guidance by keyboard in a real window, at two sizes; it takes ten minutes. Linux only."""
    make_environment("requirements-dev.lock")
    install_packages(missing_packages(LIBRARIES, WINDOW_COMMANDS))
    return do("-m", "pytest", "tests/walkthrough")


def screenshots(arguments: list[str]) -> int:
    """Write every screen of the program on the made-up casebook to docs/screenshots."""
    make_environment("requirements.lock")
    install_packages(missing_packages(LIBRARIES, {}))
    return do("packaging/screenshots.py", *arguments, QT_QPA_PLATFORM="offscreen")


def package(_: list[str]) -> int:
    """Freeze the program into dist/dslcasebook and try the result."""
    make_environment("requirements-dev.lock")
    install_packages(missing_packages(LIBRARIES, PACKAGE_COMMANDS if LINUX else {}))
    spec = "packaging/pyinstaller/dslcasebook.spec"
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build/pyinstaller")
    return do("-m", "PyInstaller", *options, spec) or do("packaging/smoke_test.py")


def lock(arguments: list[str]) -> int:
    """Pin pyproject.toml's ranges anew; --upgrade takes the newest releases."""
    make_environment("requirements-dev.lock")
    return do("packaging/lock.py", *arguments)


TASKS: dict[str, Callable[[list[str]], int]] = {
    task.__name__.replace("_", "-"): task
    for task in (
        run, test, check, faults, faults_long, bench, corpus, walkthrough, screenshots, recognition, package, lock,
    )
}  # fmt: skip


def main() -> int:
    """Do the task that the first argument names; the rest goes to it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - reached when someone starts it with an older Python by hand
        say("DSL Casebook needs Python 3.11 or newer; this is " + sys.version.split()[0])
        return 1
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:
        say(f"usage: {Path(sys.argv[0]).name} {'|'.join(TASKS)}")
        return 2
    try:
        return TASKS[sys.argv[1]](sys.argv[2:])
    except CannotSetUp as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
