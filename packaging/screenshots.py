"""Opens the real window on the made-up casebook and writes every screen: light, dark, and light at 200 %.

Run by `make screenshots`. Each look needs a process of its own, since Qt reads its scale once.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from dslapp.gui import routes
    from dslapp.gui.application import Application
    from dslapp.gui.prompter import Prompter
    from dslapp.services.program import Program
    from dslapp.services.session import Session

ROOT = Path(__file__).resolve().parent.parent
LOOKS = {"light": ("light", "1"), "dark": ("dark", "1"), "light-200": ("light", "2")}
WIDTH, HEIGHT = 1366, 768
SETTLES_MS = 700
_COLOURS = 192
NOW = datetime(2026, 11, 16, 12, 30, tzinfo=UTC)
"""The story's present: Monday 16 November 2026."""


def main(arguments: list[str]) -> int:
    """Write the demonstration once, then each look in its own process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", choices=sorted(LOOKS), help="one look instead of all")
    parser.add_argument("--demo", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.demo:
        return photograph(wanted.demo, wanted.to / wanted.only, LOOKS[wanted.only][0])
    with tempfile.TemporaryDirectory() as place:
        demo = Path(place) / "demo"
        subprocess.run([sys.executable, ROOT / "main.py", "demo", "--to", demo], check=True, stdout=subprocess.DEVNULL)
        for look in [wanted.only] if wanted.only else LOOKS:
            environment = {**os.environ, "QT_SCALE_FACTOR": LOOKS[look][1]}
            command = [sys.executable, __file__, "--demo", demo, "--only", look, "--to", wanted.to.resolve()]
            subprocess.run(command, check=True, env=environment, cwd=ROOT)
            print(f"{look}: {len(list((wanted.to / look).glob('*.png')))} screens in {wanted.to / look}")
    return 0


def photograph(demo: Path, target: Path, theme: str) -> int:
    """Walk the program's screens in one look and write each as a PNG."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from dslapp.bootstrap import build_program
    from dslapp.gui.application import Application
    from dslapp.services.window.window_look import WindowLook

    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.png"):
        old.unlink()
    qInstallMessageHandler(_say_unless_of_the_platform)
    app = QApplication(sys.argv[:1])
    program = replace(build_program(settings=demo / f"settings-{target.name}", casebooks=demo), clock=lambda: NOW)
    program.known.remember(demo / "Thornmoss.casebook", "Thornmoss (made-up)")
    application = Application(app, program, start_afresh=lambda: None, prompter=_loud_prompter())
    application.wear(WindowLook(theme="dark" if theme == "dark" else "light"))
    camera = Camera(app, target)
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    application.opening.resize(round(WIDTH / scale), round(HEIGHT / scale))
    application.opening.show()
    camera.take(application.opening, "unlock")
    _know_both(program, demo)
    for name, go in _walk_without_passphrase(application):
        go()
        camera.take(application.opening, name)
    session = application.tasks.on_casebook(_unlock, program, demo)
    application.sit_down(session, has_pin=True)
    window = application.window
    assert window is not None
    window.resize(round(WIDTH / scale), round(HEIGHT / scale))
    for name, go in _walk(application, session):
        go()
        camera.take(window, name)
    window.cover.draw()
    camera.take(window, "cover")
    application.close()
    return 0


def _say_unless_of_the_platform(kind: object, context: object, message: str | None) -> None:
    """Pass on what Qt says, but not that a window without a screen cannot be raised."""
    if message and not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _loud_prompter() -> "Prompter":
    """A mistake in the program ends the walk with its place, in place of a dialog that waits for ever."""
    from dslapp.gui.prompter import Prompter

    class LoudPrompter(Prompter):
        def report_crash(self, details: str) -> None:
            print(details, file=sys.stderr)
            os._exit(1)

    return LoudPrompter()


def _unlock(program: "Program", demo: Path) -> "Session":
    from dslapp.services.access.unlock_casebook import unlock_casebook

    passphrase = (demo / "dsl-passphrase.txt").read_text(encoding="utf-8").strip()
    return unlock_casebook(program, demo / "Thornmoss.casebook", "Jo Hartsedge", passphrase)


def _back_up(session: "Session", demo: Path) -> None:
    """Give the made-up school its two places, with a backup that was proved; a later look finds them there."""
    from dslapp.services.backups.back_up import add_place, back_up, backup_places
    from dslapp.services.backups.drill_backup import drill_backup

    if not backup_places(session):
        for folder in ("stick", "share"):
            (demo / folder).mkdir()
        add_place(session, "Red stick in the safe", demo / "stick", "stick")
        add_place(session, "School office computer", demo / "share", "another device")
    for place in backup_places(session):
        back_up(session, place.id)
        drill_backup(session, place.id)


def _walk_without_passphrase(application: "Application") -> Iterator[tuple[str, Callable[[], object]]]:
    """The screens for somebody who has forgotten the passphrase; the key that is typed opens nothing."""
    from PySide6.QtWidgets import QPlainTextEdit, QPushButton

    def press(name: str) -> None:
        buttons = application.opening.page.findChildren(QPushButton)
        next(button for button in buttons if button.accessibleName() == name).click()

    def type_groups() -> None:
        press("Use the recovery sheet")
        (typed,) = application.opening.page.findChildren(QPlainTextEdit)
        typed.setPlainText("qpzr y9x8 gf2t vdw0\ns3jn 54kh")

    yield "forgotten", lambda: press("I have forgotten my passphrase")
    yield "recovery-sheet", type_groups
    yield "sealed-note", lambda: _write_note(application)


def _know_both(program: "Program", demo: Path) -> None:
    """Both made-up casebooks were unlocked on this computer: notes may be left for either."""
    from dslapp.domain.school import Holds
    from dslapp.services.matters.make_known import card_of_folder

    both: tuple[tuple[str, Holds, str], ...] = (
        ("Thornmoss chair", "head", "Thornmoss – the chair’s (made-up)"),
        ("Thornmoss", "pupils", "Thornmoss (made-up)"),
    )
    for name, holds, label in both:
        folder = demo / f"{name}.casebook"
        program.known.remember(folder, label, card_of_folder(folder, holds, label))


def _write_note(application: "Application") -> None:
    """A note about the headteacher, from the first page."""
    from PySide6.QtCore import QTimer

    from dslapp.gui.compartments.note_page import NotePage

    application.opening.show_first()
    application.opening.page.other_ways["Leave a sealed note"].click()  # type: ignore[attr-defined]  # the unlock page
    page = application.opening.page
    assert isinstance(page, NotePage)
    page.form.words.setPlainText(
        "A parent says that Mrs Quillan mocked her son on TownTalk: “Some boys never grow up”."
    )
    page.form.about.button("head").click()
    QTimer.singleShot(SETTLES_MS // 2, lambda: page.area.ensureWidgetVisible(page.seal))


def _about_the_head(page: "QWidget") -> None:
    """The first screen of the same concern."""
    from dslapp.domain.case.incident import SafetyAnswers
    from dslapp.gui.log_incident.page import LogIncidentPage

    assert isinstance(page, LogIncidentPage)
    page.what.box.setPlainText("A parent says that Mrs Quillan mocked her son on TownTalk.")
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="accused"))
    page.safety.show_about("head")
    page.safety.answered.emit()


def _show_other_casebooks(page: "QWidget") -> None:
    from dslapp.gui.settings.page import SettingsPage

    assert isinstance(page, SettingsPage)
    page.area.verticalScrollBar().setValue(page.others.y())


def _walk(application: "Application", session: "Session") -> Iterator[tuple[str, Callable[[], object]]]:
    """The name of each screen and how to go there."""
    from dslapp.domain.entity import IncidentId
    from dslapp.gui import routes
    from dslapp.gui.case.tabs import TABS
    from dslapp.services.case.find_incidents import incident_by_ref

    window = application.window
    assert window is not None

    def to(route: routes.Route) -> Callable[[], object]:
        return lambda: window.go(route)

    yield "today", to(routes.ToToday())
    yield "incidents", to(routes.ToIncidents())
    yield "people", to(routes.ToPeople())
    yield "exhibits", to(routes.ToExhibits())
    yield "actions", to(routes.ToActions())
    yield "referrals", to(routes.ToReferrals())
    yield "guidance", to(routes.ToGuidance())
    yield "search", to(routes.ToSearch("secret"))
    yield "contacts", to(routes.ToContacts())
    yield "safety", to(routes.ToSafety())
    application.tasks.on_casebook(_back_up, session, Path(session.opened.folder).parent)
    yield "backups", to(routes.ToBackups())
    yield "settings", to(routes.ToSettings())
    yield "other-casebooks", lambda: _show_other_casebooks(window.page)
    yield "members", to(routes.ToMembers())
    yield "log-incident", to(routes.ToLogIncident())
    yield "belongs-elsewhere", lambda: _about_the_head(window.page)
    yield "sealed-notes", to(routes.ToInbox())
    for ref, what in (("OSI-2026-0005", "taunts"), ("OSI-2026-0009", "coach"), ("OSI-2026-0008", "laptop")):
        found = application.tasks.on_casebook(incident_by_ref, session, ref)
        for entry in TABS:
            yield f"case-{what}-{entry.key}", to(routes.ToCase(IncidentId(found.id), entry.key))
    for name, route in application.tasks.on_casebook(_about_evidence, session):
        yield name, to(route)


def _about_evidence(session: "Session") -> list[tuple[str, "routes.Route"]]:
    """What is done with evidence, where the made-up school has some of it."""
    from dslapp.domain.boards.devices import HeldDevice
    from dslapp.domain.boards.takedowns import Takedown
    from dslapp.domain.evidence.exhibits import Exhibit
    from dslapp.gui import routes

    exhibits = session.casebook.select(Exhibit, order="p.number")
    first, second = [each for each in exhibits if each.original_name.startswith("chatnest")]
    chat = next(each for each in exhibits if each.exhibit_kind == "chat")
    [device], [takedown] = session.casebook.select(HeldDevice), session.casebook.select(Takedown)
    case = first.incident_id
    return [
        ("exhibit-picture", routes.ToCase(case, "evidence", first.id)),
        ("exhibit-chat", routes.ToCase(chat.incident_id, "evidence", chat.id)),
        ("redaction", routes.ToRedaction(case, first.id)),
        ("compare", routes.ToCompare(case, first.id, second.id)),
        ("series", routes.ToSeries(case)),
        ("purge", routes.ToPurge(case, first.id)),
        ("labels", routes.ToExhibitPapers(case)),
        ("pack", routes.ToPack(case)),
        ("what-left", routes.ToWhatLeft(case)),
        ("devices", routes.ToDevices(device.incident_id, device.id)),
        ("takedowns", routes.ToTakedowns(takedown.incident_id, takedown.id)),
    ]


class Camera:
    """Takes a picture of a window once it has come to rest."""

    def __init__(self, app: "QApplication", folder: Path) -> None:
        self._app, self._folder = app, folder

    def take(self, window: "QWidget", name: str) -> None:
        """Write the picture with as many colours as it needs and no more, since the repository keeps it."""
        from PIL import Image
        from PySide6.QtCore import QEventLoop, QTimer

        rest = QEventLoop()
        QTimer.singleShot(SETTLES_MS, rest.quit)
        rest.exec()
        file = self._folder / f"{name}.png"
        window.grab().save(str(file))
        with Image.open(file) as picture:
            small = picture.convert("RGB").quantize(colors=_COLOURS)
        small.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
