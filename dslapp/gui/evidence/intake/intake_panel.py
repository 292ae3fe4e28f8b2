"""Taking files in: the gate first, then paste, drop, choose or capture, then save – the questions may wait."""

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_parts import holds_files
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.intake import arrivals, intake_words
from dslapp.gui.evidence.intake.arrivals import Arrival, Arriving, files_in, holds_bytes, taken_from, web_address
from dslapp.gui.evidence.intake.dropped_address import DroppedAddress
from dslapp.gui.evidence.intake.dropped_banner import DroppedBanner
from dslapp.gui.evidence.intake.gate_card import GateCard
from dslapp.gui.evidence.intake.holds_files import HoldsFiles
from dslapp.gui.evidence.intake.screen_part import ScreenPart
from dslapp.gui.evidence.intake.tray import TrayItem
from dslapp.gui.evidence.intake.tray_list import TrayList
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.intake.attach_series import OpenSeries, attach_next
from dslapp.services.intake.take_in_evidence import look_at

SAVED_BY_ITSELF_MS = 120_000
"""Sooner than the cover is drawn over an idle window."""
MOST_WAITING = 256 << 20
"""Bytes that may wait in memory at once."""


class IntakePanel(Card):
    """Takes files into one case. `attached` carries the exhibits of a batch and whether to ask about them now.

    `not_held` is sent when the answer at the gate is yes or not sure; `look_here` carries what must be seen now.
    What waits is saved by itself after a while, and when the casebook locks: whoever is called away must not lose it.
    """

    attached = Signal(object, bool)
    not_held = Signal()
    look_here = Signal(object)

    def __init__(self, desk: Desk, clipboard: QClipboard, parent: QWidget | None = None) -> None:
        super().__init__("Attach evidence", parent)
        self._desk, self._clipboard = desk, clipboard
        self._incident_id = ""
        self._awaited: Sequence[Exhibit] = ()
        self._arrival: Arrival | None = None
        self._under_way: list[TrayItem] = []
        self._batch: list[Exhibit] = []
        self._ask_now = self._to_save = False
        self.gate = GateCard(desk=desk)
        self.gate.answered.connect(self._answered)
        self.gate.lapsed.connect(self._show_state)
        self.paste_button = Button("Paste (Ctrl+V)", "secondary", "clipboard-paste")
        self.choose_button = Button("&Choose files", "secondary", "folder-open")
        self.screen_part = ScreenPart(desk.now)
        self._drop_hint = Words(
            "Or drop them anywhere on this page: pictures, PDF, e-mails, chats, films, any file up to 2 GB.", "hint"
        )
        self.address = DroppedAddress()
        self.holds = HoldsFiles()
        self._trouble, self.dropped = Banner("warning"), DroppedBanner()
        self._meter = Meter("Attaching")
        self.stop_button = Button("Stop", "secondary", "x")
        self._more = Rule()
        self.tray = TrayList()
        self.save_button = Button("Save, q&uestions later", "primary")
        self.ask_button = Button("Save and answer the &questions", "secondary")
        self._by_itself = QTimer(self)
        self._by_itself.setSingleShot(True)
        self._by_itself.setInterval(SAVED_BY_ITSELF_MS)
        self._by_itself.timeout.connect(lambda: self._save(ask_now=False, by_itself=True))
        self._waits = Words(intake_words.WAITS, "hint")
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        self._ways, saves = QWidget(), WrapLayout()
        ways = WrapLayout(self._ways)
        for way in (self.paste_button, self.choose_button, self.screen_part.button):
            ways.addWidget(way)
        saves.addWidget(self.save_button)
        saves.addWidget(self.ask_button)
        self._trouble.hide()
        self.body.addWidget(self._meter)
        self.body.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(saves)
        self.body.addWidget(self._waits)
        for part in (
            self.holds, self.tray, self._more, self.gate, self.dropped, self._trouble, self.address, self._ways,
            self.screen_part.consent,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addWidget(self._drop_hint)

    def _connect(self) -> None:
        self.paste_button.clicked.connect(self.paste)
        self.choose_button.clicked.connect(self._choose)
        self.screen_part.button.clicked.connect(self._ask_for_screen)
        self.screen_part.came.connect(lambda arriving: self._arrive(Arrival(held=(arriving,))))
        self.screen_part.failed.connect(self._tell)
        self.stop_button.clicked.connect(self._stop)
        self.save_button.clicked.connect(lambda: self._save(ask_now=False))
        self.ask_button.clicked.connect(lambda: self._save(ask_now=True))
        self._clipboard.dataChanged.connect(self._clipboard_changed)

    @property
    def waiting(self) -> int:
        """How many files were looked at and are neither saved nor taken out."""
        return sum(item.waits_for_a_word for item in self.tray.items)

    @property
    def items(self) -> Sequence[TrayItem]:
        """What came, in its order."""
        return tuple(self.tray.items)

    def set_case(self, case: CaseFile) -> None:
        """Take files into `case` from now on; what waits for another case is let go."""
        if case.incident.id != self._incident_id:
            self.let_go()
            self.dropped.hide()
            self._incident_id = case.incident.id
        self._awaited = [each for each in case.shown_exhibits if each.exhibit_kind == "not here yet"]
        self.gate.note_case(case)
        self.screen_part.set_member(case.name_of(case.read_by))

    def save_before_lock(self) -> None:
        """Save what is ready, but nothing that was shown; large files are left too: they are where they came from."""
        self._save(ask_now=False, by_itself=True)
        for item in [each for each in self.tray.items if each.was_shown]:
            self._take_out(item)

    def let_go(self) -> None:
        """Drop everything that waits, from memory too."""
        for item in self.items:
            self._take_out(item)
        self.address.forget()
        self.holds.hide()
        self._forget_arrival()

    def paste(self) -> None:
        """Take what is on the clipboard: at once when the gate was answered, else after the answer."""
        mime = self._clipboard.mimeData()
        files = files_in(mime)
        if files:
            self._arrive(Arrival(files=files))
        elif holds_bytes(mime):
            self._arrive(Arrival(take=self._clipboard.mimeData, called=arrivals.names_in(mime)))
        else:
            self._only_words(mime)

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped. Files wait for the answer; what another program hands over is gone after the drop."""
        files = files_in(mime)
        if files:
            self._arrive(Arrival(files=files))
        elif holds_bytes(mime) and self.gate.covers(arrivals.names_in(mime)):
            self.address.offer(web_address(mime))
            self._look(taken_from(mime, "Dropped picture"))
        elif holds_bytes(mime):
            self._tell(intake_words.ANSWER_FIRST)
            self._arrival = None
            self.gate.ask_about(arrivals.names_in(mime), arrivals.files_wait(arrivals.names_in(mime)))
            self._ask_first()
        else:
            self._only_words(mime)

    def _only_words(self, mime: QMimeData) -> None:
        """An address is offered as where it was; nothing is fetched from it."""
        address = web_address(mime)
        if not address:
            self._tell(intake_words.NOTHING_THERE)
            return
        self._trouble.hide()
        self.address.offer(address)
        self.look_here.emit(self.address)

    def _choose(self) -> None:
        if self.gate.answer() != "no":
            self._tell(intake_words.ANSWER_THEN_CHOOSE)
            self._ask_first()
            return
        if chosen := self._desk.prompter.choose_files("Choose files to attach", intake_words.PATTERNS):
            self._arrive(Arrival(files=tuple(chosen)))

    def _ask_for_screen(self) -> None:
        if self.gate.answer() != "no":
            self._tell(intake_words.ANSWER_THEN_CAPTURE)
            self._ask_first()
            return
        self._trouble.hide()
        self.screen_part.ask()
        follow_layout(self)
        self.look_here.emit(self.screen_part.consent)

    def _arrive(self, arrival: Arrival) -> None:
        self._trouble.hide()
        if self.gate.covers(arrival.names):
            self._look(arrival.arriving())
            return
        self._arrival = arrival
        self.gate.ask_about(arrival.names, arrival.in_words)
        self._ask_first()

    def _ask_first(self) -> None:
        self.gate.point_out()
        self.look_here.emit(self.gate)

    def _answered(self, answer: str) -> None:
        self._trouble.hide()
        arrival, self._arrival = self._arrival, None
        if answer == "no":
            if arrival:
                self._look(arrival.arriving())
        else:
            self.dropped.tell(self.tray.items, self._under_way, arrival.names if arrival else ())
            self.let_go()
            self.not_held.emit()
        self._show_state()

    def _clipboard_changed(self) -> None:
        if self._arrival and self._arrival.take is not None:
            self._forget_arrival()
            self._tell(intake_words.COPIED_SINCE)

    def _forget_arrival(self) -> None:
        self._arrival = None
        self.gate.say_waiting("")

    def _look(self, arriving: Sequence[Arriving]) -> None:
        """Read and decode what came; the gate was answered with no, for exactly these."""
        self.dropped.hide()
        if not arriving:
            self._tell(intake_words.NO_BYTES)
        items = [TrayItem(each.title, self._awaited, each.answers) for each in arriving]
        self.tray.add(items)
        for item, each in zip(items, arriving, strict=True):
            item.taken_out.connect(self._take_out)
            item.must_not.connect(self.dropped.mark)
            item.must_not.connect(self.gate.answers.button("yes").click)
            item.changed.connect(self._item_changed)
            item.attached.connect(self._was_attached)
            item.ended.connect(self._ended)
            self._under_way.append(item)
            self._desk.tasks.submit(
                look_at, self._desk.session, self._desk.tasks.on_casebook, self._incident_id, each.source, "no",
                cancel=item.cancel, stopped_with=UNTIL_LOCKED, name=each.name, lane="files",
                progress=item.show_progress, done=item.show_looked, failed=item.show_problem, ended=item.end,
            )  # fmt: skip
        self.screen_part.put_away()
        self.gate.ask_again()
        self._to_save = True
        follow_layout(self)
        self._show_state()

    def _item_changed(self, item: TrayItem) -> None:
        if sum(each.held for each in self.tray.items) > MOST_WAITING:
            item.refuse(intake_words.TOO_MUCH)
        self._show_state()

    def _save(self, *, ask_now: bool, by_itself: bool = False) -> None:
        """Attach in the order of the tray what is ready: its numbers, and its places in the series, follow from it."""
        self._ask_now, self._batch = ask_now, []
        series = OpenSeries() if self.tray.in_series else None
        for item in [each for each in self.tray.items if each.ready and each not in self._under_way]:
            if by_itself and item.was_shown:
                continue  # whoever saw what must not be here takes the hands off the keys: then nothing may be saved
            assert item.looked is not None
            waiting, answers = item.looked.waiting, self.address.answers_for(item.answers)
            item.cancel = Event()
            item.show_saving()
            self._under_way.append(item)
            self._desk.tasks.submit(
                attach_next, self._desk.session, self._desk.tasks.on_casebook, self._incident_id, waiting, series,
                cancel=item.cancel, stopped_with=UNTIL_LOCKED if waiting.path else "", answers=answers,
                although_known=item.although_known, awaited=item.awaited, lane="files",
                progress=item.show_progress, done=item.show_attached, failed=item.saving_failed, ended=item.end,
            )  # fmt: skip
        self._show_state()

    def _was_attached(self, item: TrayItem, exhibit: Exhibit) -> None:
        self._batch.append(exhibit)
        if item.looked and item.looked.waiting.facts.parts and holds_files(exhibit.exhibit_kind, exhibit.media_type):
            self.holds.say(exhibit, len(item.looked.waiting.facts.parts))
        self._take_out(item)

    def _ended(self, item: TrayItem) -> None:
        if item in self._under_way:
            self._under_way.remove(item)
        if not self._under_way and self._batch:
            batch, self._batch = tuple(self._batch), []
            self.address.forget()
            self.attached.emit(batch, self._ask_now)
        self._show_state()

    def _stop(self) -> None:
        for item in self._under_way:
            item.cancel.set()

    def _take_out(self, item: TrayItem) -> None:
        if item in self.tray.items:
            if item in self._under_way:
                self._under_way.remove(item)
            item.let_go()
            self.tray.remove(item)
        self._show_state()

    def _tell(self, problem: Problem) -> None:
        self._trouble.show_message("warning", problem.message, problem.way_forward)
        self._trouble.show()
        self.look_here.emit(self._trouble)

    def _show_state(self) -> None:
        if self.gate.stopped:
            self.screen_part.put_away()
        items, busy = self.tray.items, len(self._under_way)
        ready = [item for item in items if item.ready and item not in self._under_way]
        self.tray.show_state()
        shown: dict[QWidget, bool] = {self._more: bool(items), self.tray: bool(items)}
        shown |= dict.fromkeys((self._ways, self._drop_hint), not self.gate.stopped)
        shown |= dict.fromkeys((self._meter, self.stop_button), bool(busy))
        shown |= dict.fromkeys((self.save_button, self.ask_button, self._waits), bool(ready))
        for part, is_shown in shown.items():
            part.setVisible(is_shown)
        self.gate.offer_more(several=bool(ready))
        if busy:
            done = len(items) - busy
            self._meter.show_progress(done, len(items), f"{done} of {count_of(len(items), 'file')} ready")
        if all(item.was_shown for item in ready):
            self._by_itself.stop()
        elif not self._by_itself.isActive():
            self._by_itself.start()
        noun = "picture" if all(item.is_picture for item in ready) else "file"
        self.save_button.say(f"Save {count_of(len(ready), noun)}, q&uestions later")
        if ready and self._to_save:
            self._to_save = False
            if self.gate.isAncestorOf(QApplication.focusWidget() or self):
                self.save_button.setFocus()
