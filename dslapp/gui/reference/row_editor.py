"""Checking and changing the rows of one tab: what is pressed becomes a row of the school's own."""

from collections import deque
from datetime import date
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from dslapp.domain.local_time import to_local
from dslapp.domain.problems import Problem
from dslapp.domain.reference.shown import ReferenceFile, ReferenceRow
from dslapp.gui.desk import Desk
from dslapp.gui.reference.row_form import Row, RowForm
from dslapp.gui.reference.rows_tab import RowsTab
from dslapp.services.guidance.change_guidance import change_row, withdraw_row

CHECKED = "Checked: it still holds."
"""The reason that stands in the history when somebody presses "Checked today"."""


class RowEditor(QObject):
    """`changed` is sent after something was saved, with what to tell: the rows are to be read again."""

    changed = Signal(str)

    def __init__(self, desk: Desk, file: ReferenceFile, tab: RowsTab) -> None:
        super().__init__(tab)
        self._desk, self._file, self._tab = desk, file, tab
        self.form: RowForm | None = None
        self._saving: deque[tuple[str, str]] = deque()
        """The keys being saved, in their order, with what to tell then."""
        tab.checked.connect(self._check)
        tab.change_wanted.connect(self._open)

    def _check(self, row: ReferenceRow) -> None:
        checked = msgspec.structs.replace(row.row, checked_on=self._today())
        self._submit(checked, CHECKED, f"{row.title}: checked today.")

    def _open(self, row: ReferenceRow | None) -> None:
        self.form = form = RowForm(self._file, row, self._today())
        form.saved.connect(self._save)
        form.withdrawn.connect(partial(self._withdraw, row))
        form.put_away.connect(partial(self._put_away, row))
        self._tab.put_form(form)

    def _save(self, row: Row, reason: str) -> None:
        self._submit(row, reason, "Saved.")

    def _submit(self, row: Row, reason: str, told: str) -> None:
        self._saving.append((row.key, told))
        self._desk.tasks.submit(
            change_row, self._desk.session, self._file, row.key, row, reason, row.checked_on,
            done=self._done, failed=self._failed,
        )  # fmt: skip

    def _withdraw(self, row: ReferenceRow | None, reason: str) -> None:
        assert row is not None
        self._saving.append((row.key, "The shipped text holds again."))
        self._desk.tasks.submit(
            withdraw_row, self._desk.session, self._file, row.key, reason, done=self._done, failed=self._failed
        )

    def _done(self, _saved: object) -> None:
        key, told = self._saving.popleft()
        self.form = None
        self._tab.put_away(key)
        self.changed.emit(told)

    def _put_away(self, row: ReferenceRow | None) -> None:
        self.form = None
        self._tab.put_away(row.key if row else "")

    def _failed(self, problem: Problem) -> None:
        self._saving.popleft()
        if self.form is not None:
            self.form.show_problem(problem)
        else:
            self._tab.show_problem(problem)

    def _today(self) -> date:
        return to_local(self._desk.now()).date()
