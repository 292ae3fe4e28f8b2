"""Somebody at the computer: looks, clicks and types through the X server, and counts both."""

import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import msgspec

from tests.casebooks import DSL, HEAD, PASSPHRASES
from tests.e2e.drag_source import AT_X, AT_Y, SIDE
from tests.e2e.questions import Answer, Kind, Question

ROOT = Path(__file__).resolve().parents[2]
PIN = "2846"
COPIED_WITHIN_S = 20
DOORS = {DSL: "Designated safeguarding lead · JH", HEAD: "Headteacher · RQ"}
A_CLICK_S, A_KEY_S = 1.3, 0.28
"""What pointing and clicking, and one key, take an average office worker (Card, Moran and Newell)."""


class NotSeen(AssertionError):
    """What the person waited for did not come; says what is on the screen."""


class Person:
    """Starts the program below `place` and uses it. `clicks` and `keys` count what was done by hand."""

    def __init__(self, place: Path, environment: Mapping[str, str]) -> None:
        self.place, self._environment = place, environment
        self.clicks = self.keys = 0
        self._began = monotonic()
        self._beside: list[subprocess.Popen[str]] = []
        self.start()

    def start(self) -> None:
        """Start the program in a process of its own."""
        asked_here, self._ask = os.pipe()
        self._hear, told_there = os.pipe()
        command = [sys.executable, "-m", "tests.e2e.guided_program", str(self.place), str(asked_here), str(told_there)]
        self.said = (self.place / "said.txt").open("ab")
        self._program = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, pass_fds=(asked_here, told_there), stdout=self.said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.close(asked_here)
        os.close(told_there)
        self.sees_it_start()

    def sees_it_start(self) -> None:
        """Wait until the program is there, also when it has put a new process in its own place."""
        self._line(20)

    @property
    def running(self) -> bool:
        """Whether the program is still there."""
        return self._program.poll() is None

    def see(self, name: str, kind: Kind = "", *, number: int = 0, within_s: float = 10) -> Answer:
        """Wait until it can be seen, enabled and at rest."""
        return self._wait(Question(ask="see", name=name, kind=kind, number=number, within_ms=int(within_s * 1000)))

    def read(self, words: str, *, within_s: float = 10) -> str:
        """Wait until these words stand somewhere; return the whole paragraph."""
        return self.see(words, "words", within_s=within_s).text

    def all_words(self, beginning: str) -> list[str]:
        """All paragraphs that begin so, as they stand on the screen at once."""
        return list(self._wait(Question(ask="list", name=beginning)).screen)

    def gone(self, name: str, kind: Kind = "") -> None:
        """Wait until nothing of that name can be seen."""
        self._wait(Question(ask="gone", name=name, kind=kind))

    def focus(self, name: str, kind: Kind = "") -> None:
        """Wait until the keyboard goes there."""
        self._wait(Question(ask="focus", name=name, kind=kind))

    def click(self, name: str, kind: Kind = "button", *, number: int = 0, times: int = 1) -> None:
        """Point at it and click."""
        at = self.see(name, kind, number=number)
        self.xdotool("mousemove", str(at.x), str(at.y), "click", "--repeat", str(times), "--delay", "20", "1")
        self.clicks += times
        self._wait(Question(ask="clicks", number=times))

    def type(self, text: str, *, keys_a_second: int = 300) -> None:
        """Type into whatever has the keyboard."""
        self.xdotool("type", "--delay", str(1000 // keys_a_second), "--", text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as "Tab", "ctrl+s"."""
        self.xdotool("key", "--delay", "3", *keys)
        self.keys += len(keys)

    def unlock(self, name: str) -> None:
        """Say who they are, and type their passphrase."""
        self.see("Unlock", "button")
        self.click(f"Who you are: {DOORS[name]}")
        self.focus("Passphrase")
        self.type(PASSPHRASES[name])
        self.press("Return")
        self.see("Cover", "button")

    def go_to_evidence(self, ref: str) -> None:
        """By the list of incidents to the evidence of a case, which holds none yet."""
        self.press("ctrl+2")
        self.click(ref, "row", times=2)
        self.see("Parts of the case", "view")
        self.press("alt+3")
        self.see("Paste (Ctrl+V)", "button")

    def fill(self, name: str, text: str, *, number: int = 0) -> None:
        """Click into a line and type."""
        self.click(name, "line", number=number)
        self.type(text)

    def drag_files_to(self, name: str, kind: Kind, *files: Path) -> None:
        """Drag files out of another program's window and drop them there, as the X server hands them over."""
        to = self.see(name, kind)
        command = [sys.executable, "-m", "tests.e2e.drag_source", *map(str, files)]
        source = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True)
        self._beside.append(source)  # it stays: the files are asked of it after they were dropped
        assert source.stdout is not None
        says, middle = source.stdout.readline, SIDE // 2
        assert says() == "shown\n"
        self.xdotool("mousemove", str(AT_X + middle), str(AT_Y + middle), "mousedown", "1")
        self.xdotool("mousemove_relative", "5", "15", "mousemove_relative", "5", "15")
        assert says() == "dragging\n"
        self.xdotool("mousemove", str(to.x - 20), str(to.y), "mousemove", str(to.x), str(to.y))
        assert says() == "welcome\n"
        self.xdotool("mouseup", "1")
        assert says() == "dropped\n"
        self.clicks += 1

    def choose_file(self, path: Path, button: str = "Save") -> None:
        """Type a file's name into the dialog that is open, and press Enter."""
        self.see(button, "button")
        self.type(str(path))
        self.press("Return")

    def xdotool(self, *command: str) -> None:
        """Move the mouse or press keys, through the X server."""
        subprocess.run(["xdotool", *command], check=True, env=self._environment)

    def copy(self, data: bytes, media_type: str) -> None:
        """Put something on the clipboard, as another program does."""
        command = ["xclip", "-selection", "clipboard", "-t", media_type, "-i"]
        subprocess.run(command, input=data, check=True, env=self._environment, stdout=subprocess.DEVNULL)
        pasted = ["xclip", "-selection", "clipboard", "-t", media_type, "-o"]
        until = monotonic() + COPIED_WITHIN_S
        while subprocess.run(pasted, env=self._environment, capture_output=True, check=False).stdout != data:
            assert monotonic() < until, "the clipboard took nothing"  # xclip goes on in the background

    def cut_words(self) -> tuple[str, ...]:
        """All words on the screen that are cut off."""
        return self._wait(Question(ask="cut")).screen

    def tab_to(self, name: str, kind: Kind = "", *, most: int = 60) -> None:
        """Press Tab until the keyboard goes there."""
        for _ in range(most):
            if self._is_there(Question(ask="focus", name=name, kind=kind, within_ms=60)):
                return
            self.press("Tab")
        self.focus(name, kind)

    def photograph(self, target: Path) -> None:
        """Take a picture of the whole screen."""
        self._wait(Question(ask="photograph", name=str(target)))

    def count_from_here(self) -> None:
        """Forget the clicks, keys and seconds so far."""
        self.clicks = self.keys = 0
        self._began = monotonic()

    def counts(self) -> str:
        """Clicks and keys, what they take an office worker, and how long the program and this test took."""
        hands = self.clicks * A_CLICK_S + self.keys * A_KEY_S
        took = monotonic() - self._began
        return f"{self.clicks} clicks, {self.keys} keys: about {hands:.0f} s by hand ({took:.1f} s here)"

    def close_window(self) -> int:
        """Close the window as the window manager does; return the program's exit code."""
        self.xdotool("key", "alt+F4")
        code = self._program.wait(20)
        self.leave()
        return code

    def kill(self) -> None:
        """Pull the plug."""
        self._program.kill()
        self._program.wait()
        self.leave()

    def leave(self) -> None:
        """End the program if it is still there, and let go of everything."""
        while self._beside:
            other = self._beside.pop()
            other.kill()
            other.communicate()
        if self.running:
            self._program.kill()
            self._program.wait()
        for descriptor in (self._ask, self._hear):
            if descriptor >= 0:
                os.close(descriptor)
        self._ask = self._hear = -1
        self.said.close()

    def _is_there(self, question: Question) -> bool:
        return self._told(question).seen

    def _told(self, question: Question) -> Answer:
        os.write(self._ask, msgspec.json.encode(question) + b"\n")
        return msgspec.json.decode(self._line(question.within_ms / 1000 + 10), type=Answer)

    def _wait(self, question: Question) -> Answer:
        answer = self._told(question)
        if not answer.seen:
            wanted = f"{question.ask} {question.kind} “{question.name}” [{question.number}]"
            raise NotSeen("\n".join((f"{wanted} within {question.within_ms} ms; there are:", *answer.screen)))
        return answer

    def _line(self, within_s: float) -> bytes:
        line, until = b"", monotonic() + within_s
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._hear], [], [], max(0.0, until - monotonic()))
            piece = os.read(self._hear, 1 << 16) if ready else b""
            if not piece:
                state = "is silent" if self.running else f"has ended with {self._program.poll()}"
                raise NotSeen(f"the program {state}; it said: {(self.place / 'said.txt').read_text()}")
            line += piece
        return line
