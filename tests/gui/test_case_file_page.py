"""The case on paper for the headteacher: one page or the whole file, previewed, saved encrypted, on the record."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.school import Access
from dslapp.gui.case_file_page import CaseFilePage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCaseFile
from tests.casebooks import HEAD
from tests.cases import coach
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.unit.documents.readers import Reader


def test_the_headteacher_reads_one_page_and_takes_the_whole_file_along(
    qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk], tmp_path: Path
) -> None:
    case = desk.tasks.on_casebook(coach, desk.session)
    target = tmp_path / "case.pdf"
    head = replace(desk_of(HEAD), prompter=ScriptedPrompter(save_file=[target]))
    page = CaseFilePage(head)
    qtbot.addWidget(page)
    page.resize(1158, 660)
    page.show()
    pages, out = page.paper.preview.pages, page.paper.way_out
    page.enter(ToCaseFile(case))
    qtbot.waitUntil(lambda: pages.count == 1, timeout=20_000)
    qtbot.waitUntil(lambda: "OSI-2026-0043" in pages.words(0), timeout=20_000)
    assert_accessible(page)
    page.which.button("whole file").click()
    qtbot.waitUntil(lambda: pages.count > 1 and out.export_button.isEnabled(), timeout=20_000)
    out.export_button.click()
    assert not page.leave(), "nobody would ever learn the password of the file that is being saved"
    qtbot.waitUntil(lambda: bool(out.password.password), timeout=20_000)
    QApplication.processEvents()
    assert "Chronology" in Reader(tmp_path, target.read_bytes(), out.password.password).text()
    looks = head.tasks.on_casebook(head.session.casebook.history, incident_id=case)
    details = [look.entity.detail for look in looks if isinstance(look.entity, Access)]
    assert details[-1] == "the whole case file, encrypted"
    assert not page.paper.way_out.password.hand_over_button.isVisible()
