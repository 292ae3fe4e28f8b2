"""Taking pictures in: the gate's question first, then paste, drop or choose, then save – the questions may wait."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case_file import CaseFile
from dslapp.domain.case_words import count_of
from dslapp.domain.evidence import Exhibit
from dslapp.domain.local_time import say_time
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.arrivals import Arrival, bytes_of_image, files_in, holds_image, is_link_only
from dslapp.gui.evidence.gate_card import GateCard
from dslapp.gui.evidence.tray import TrayItem
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.take_in_evidence import Source, attach, look_at

PATTERNS = "Pictures (*.png *.jpg *.jpeg *.webp *.heic *.heif);;All files (*)"
SAVED_BY_ITSELF_MS = 120_000
"""Sooner than the cover is drawn over an idle window."""
MOST_WAITING = 256 << 20
"""Bytes that may wait in memory at once."""
_NO_PICTURE = UserProblem("There is no picture on the clipboard.", "Copy the picture or its file, then paste it here.")
_ONLY_A_LINK = UserProblem(
    "That is the address of a picture and not the picture.",
    "Nothing is fetched from the internet. Copy the picture itself, or take a screenshot of it.",
)
_NO_BYTES = UserProblem(
    "The other program does not hand this picture over in a form that can be opened safely.",
    "Save it there as PNG or JPEG and choose the file, or take a screenshot of it.",
)
_ANSWER_FIRST = UserProblem(
    "Answer the question first, then drag the picture here once more.", "Nothing of it has been read."
)
_COPIED_SINCE = UserProblem("Something else was copied since.", "Paste again. Nothing has been read.")
_TOO_MUCH = UserProblem("Too much waits here already.", "Save what is here first, then add this one again.")


class IntakePanel(Card):
    """Takes pictures into one case. `attached` carries the exhibits of a batch and whether to ask about them now.

    `not_held` is sent when the answer at the gate is yes or not sure; `look_here` carries what must be seen now.
    What waits is saved by itself after a while: whoever is called away must not lose it when the casebook locks.
    """

    attached = Signal(object, bool)
    not_held = Signal()
    look_here = Signal(object)

    def __init__(self, desk: Desk, clipboard: QClipboard, parent: QWidget | None = None) -> None:
        super().__init__("Attach pictures", parent)
        self._desk, self._clipboard = desk, clipboard
        self._incident_id = ""
        self._awaited: Sequence[Exhibit] = ()
        self._arrival: Arrival | None = None
        self._items: list[TrayItem] = []
        self._under_way: list[TrayItem] = []
        self._batch: list[Exhibit] = []
        self._ask_now = False
        self.gate = GateCard()
        self.gate.answered.connect(self._answered)
        self.paste_button = Button("Paste (Ctrl+V)", "secondary", "clipboard-paste")
        self.choose_button = Button("&Choose pictures", "secondary", "folder-open")
        self._drop_hint = Words("Or drop them anywhere on this page. PNG, JPEG, WebP and HEIC.", "hint")
        self._trouble = Banner("warning")
        self._meter = Meter("Attaching")
        self.stop_button = Button("Stop", "secondary", "x")
        self._more = Rule()
        self._tray = QWidget()
        self._rows = QVBoxLayout(self._tray)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2 * GRID)
        self.save_button = Button("Save, q&uestions later", "primary")
        self.ask_button = Button("Save and answer the &questions", "secondary")
        self._by_itself = QTimer(self)
        self._by_itself.setSingleShot(True)
        self._by_itself.setInterval(SAVED_BY_ITSELF_MS)
        self._by_itself.timeout.connect(lambda: self._save(ask_now=False))
        self._waits = Words("They are saved by themselves after two minutes.", "hint")
        self._lay_out()
        self.paste_button.clicked.connect(self.paste)
        self.choose_button.clicked.connect(self._choose)
        self.stop_button.clicked.connect(self._stop)
        self.save_button.clicked.connect(lambda: self._save(ask_now=False))
        self.ask_button.clicked.connect(lambda: self._save(ask_now=True))
        clipboard.dataChanged.connect(self._clipboard_changed)
        self._show_state()

    def _lay_out(self) -> None:
        ways, saves = WrapLayout(), WrapLayout()
        ways.addWidget(self.paste_button)
        ways.addWidget(self.choose_button)
        saves.addWidget(self.save_button)
        saves.addWidget(self.ask_button)
        self._trouble.hide()
        self.body.addWidget(self._meter)
        self.body.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(saves)
        self.body.addWidget(self._waits)
        self.body.addWidget(self._tray)
        self.body.addWidget(self._more)
        self.body.addWidget(self.gate)
        self.body.addWidget(self._trouble)
        self.body.addLayout(ways)
        self.body.addWidget(self._drop_hint)

    @property
    def waiting(self) -> int:
        """How many pictures were looked at and are neither saved nor taken out."""
        return sum(item.waits_for_a_word for item in self._items)

    @property
    def items(self) -> Sequence[TrayItem]:
        """What came, in its order."""
        return tuple(self._items)

    def set_case(self, case: CaseFile) -> None:
        """Take pictures into `case` from now on; what waits for another case is let go."""
        if case.incident.id != self._incident_id:
            self.let_go()
            self._incident_id = case.incident.id
        self._awaited = [each for each in case.shown_exhibits if each.exhibit_kind == "not here yet"]

    def let_go(self) -> None:
        """Drop everything that waits, from memory too."""
        for item in tuple(self._items):
            self._take_out(item)
        self._forget_arrival()

    def paste(self) -> None:
        """Take what is on the clipboard: at once when the gate was answered, else after the answer."""
        mime = self._clipboard.mimeData()
        files = files_in(mime)
        if files:
            self._arrive(Arrival(files=files))
        elif holds_image(mime):
            self._arrive(Arrival(take=self._clipboard.mimeData))
        else:
            self._tell(_ONLY_A_LINK if is_link_only(mime) else _NO_PICTURE)

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped. Files wait for the answer; an image from a browser is gone after the drop."""
        files = files_in(mime)
        if files:
            self._arrive(Arrival(files=files))
        elif holds_image(mime) and self.gate.answer() == "no":
            reads = bytes_of_image(mime)
            self._look([("Dropped picture", reads)] if reads else [])
        elif holds_image(mime):
            self._tell(_ANSWER_FIRST)
            self._ask_first()
        else:
            self._tell(_ONLY_A_LINK if is_link_only(mime) else _NO_PICTURE)

    def _choose(self) -> None:
        if self.gate.answer() != "no":
            self._tell(UserProblem("Answer the question first.", "Then choose the pictures."))
            self._ask_first()
            return
        chosen: list[Path] = self._desk.prompter.choose_files("Choose pictures to attach", PATTERNS)
        if chosen:
            self._arrive(Arrival(files=tuple(chosen)))

    def _arrive(self, arrival: Arrival) -> None:
        self._trouble.hide()
        if self.gate.answer() == "no":
            self._look(arrival.sources())
            return
        self.gate.ask_again()
        self._arrival = arrival
        self.gate.say_waiting(arrival.in_words)
        self._ask_first()

    def _ask_first(self) -> None:
        self.gate.point_out()
        self.look_here.emit(self.gate)

    def _answered(self, answer: str) -> None:
        self._trouble.hide()
        arrival, self._arrival = self._arrival, None
        if answer == "no":
            if arrival:
                self._look(arrival.sources())
        else:
            self.let_go()
            self.not_held.emit()
        self._show_state()

    def _clipboard_changed(self) -> None:
        if self._arrival and self._arrival.take is not None:
            self._forget_arrival()
            self._tell(_COPIED_SINCE)

    def _forget_arrival(self) -> None:
        self._arrival = None
        self.gate.say_waiting("")

    def _look(self, sources: Sequence[tuple[str, Source]]) -> None:
        """Read and decode what came; the gate was answered with no, for exactly these."""
        if not sources:
            self._tell(_NO_BYTES)
        for name, source in sources:
            item = TrayItem(name, self._awaited)
            item.taken_out.connect(self._take_out)
            item.changed.connect(self._item_changed)
            item.attached.connect(self._was_attached)
            item.ended.connect(self._ended)
            self._items.append(item)
            self._rows.addWidget(item)
            self._under_way.append(item)
            self._desk.tasks.submit(
                look_at, self._desk.session, self._desk.tasks.on_casebook, self._incident_id, source, "no",
                item.cancel, lane="files", done=item.show_looked, failed=item.show_problem, ended=item.end,
            )  # fmt: skip
        self.gate.ask_again()
        follow_layout(self)
        self._show_state()

    def _item_changed(self, item: TrayItem) -> None:
        if sum(each.held for each in self._items) > MOST_WAITING:
            item.refuse(_TOO_MUCH)
        self._show_state()

    def _save(self, *, ask_now: bool) -> None:
        self._ask_now, self._batch = ask_now, []
        for item in [each for each in self._items if each.ready and each not in self._under_way]:
            assert item.looked is not None
            item.cancel.clear()
            item.show_saving()
            self._under_way.append(item)
            self._desk.tasks.submit(
                attach, self._desk.session, self._desk.tasks.on_casebook, self._incident_id, item.looked.waiting,
                item.cancel, although_known=item.although_known, awaited=item.awaited, lane="files",
                done=item.show_attached, failed=item.saving_failed, ended=item.end,
            )  # fmt: skip
        self._show_state()

    def _was_attached(self, item: TrayItem, exhibit: Exhibit) -> None:
        self._batch.append(exhibit)
        self._take_out(item)

    def _ended(self, item: TrayItem) -> None:
        if item in self._under_way:
            self._under_way.remove(item)
        if not self._under_way and self._batch:
            batch, self._batch = tuple(self._batch), []
            self.attached.emit(batch, self._ask_now)
        self._show_state()

    def words_for(self, batch: Sequence[Exhibit]) -> str:
        """What the status line says of a batch."""
        refs = ", ".join(exhibit.ref for exhibit in batch)
        return f"Attached {count_of(len(batch), 'picture')} as {refs}, {say_time(self._desk.now())}."

    def _stop(self) -> None:
        for item in self._under_way:
            item.cancel.set()

    def _take_out(self, item: TrayItem) -> None:
        if item in self._items:
            self._items.remove(item)
            if item in self._under_way:
                self._under_way.remove(item)
            item.let_go()
            item.hide()
            self._rows.removeWidget(item)
            item.deleteLater()
        self._show_state()

    def _tell(self, problem: Problem) -> None:
        self._trouble.show_message("warning", problem.message, problem.way_forward)
        self._trouble.show()
        self.look_here.emit(self._trouble)

    def _show_state(self) -> None:
        stopped = self.gate.stopped
        for way in (self.paste_button, self.choose_button, self._drop_hint):
            way.setVisible(not stopped)
        busy = len(self._under_way)
        ready = sum(item.ready for item in self._items if item not in self._under_way)
        self._more.setVisible(bool(self._items))
        self._tray.setVisible(bool(self._items))
        self._meter.setVisible(bool(busy))
        self.stop_button.setVisible(bool(busy))
        if busy:
            done = len(self._items) - busy
            self._meter.show_progress(done, len(self._items), f"{done} of {len(self._items)} pictures ready")
        self.save_button.setVisible(bool(ready))
        self.ask_button.setVisible(bool(ready))
        self._waits.setVisible(bool(ready))
        if not ready:
            self._by_itself.stop()
        elif not self._by_itself.isActive():
            self._by_itself.start()
        self.save_button.say(f"Save {count_of(ready, 'picture')}, q&uestions later")
