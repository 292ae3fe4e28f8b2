"""The case on paper leaves as referrals do: with a reason or encrypted, and on the record, for whoever may read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.domain.problems import UserProblem
from dslapp.services.papers.release_paper import encrypt_paper
from dslapp.services.papers.write_case_file import (
    draw_case_file,
    note_case_file_printed,
    read_case_file,
    save_case_file,
)
from dslapp.services.session import Session
from tests.cases import coach
from tests.unit.documents.readers import Reader


def test_the_headteacher_may_print_and_save_what_they_read(
    session: Session, head_session: Callable[[], Session], tmp_path: Path
) -> None:
    case = coach(session)
    head = head_session()
    draft = read_case_file(head, case)
    document, password = encrypt_paper(draw_case_file(draft, "one page"))
    save_case_file(head, draft, "one page", document, tmp_path / "page.pdf")
    assert "OSI-2026-0043" in Reader(tmp_path, (tmp_path / "page.pdf").read_bytes(), password).text()
    note_case_file_printed(head, draft, "whole file")
    actions = [version.action for version in head.casebook.history(incident_id=case)]
    assert actions[-2:] == ["exported", "printed"]


def test_a_plain_case_file_needs_a_reason(session: Session, tmp_path: Path) -> None:
    draft = read_case_file(session, coach(session))
    pdf = draw_case_file(draft, "one page")
    with pytest.raises(UserProblem, match="without a reason"):
        save_case_file(session, draft, "one page", pdf, tmp_path / "page.pdf")
    with pytest.raises(UserProblem, match="without a reason"):
        note_case_file_printed(session, draft, "one page", to_file_because=" ")
    assert not (tmp_path / "page.pdf").exists()
