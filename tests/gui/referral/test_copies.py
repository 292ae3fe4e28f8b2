"""A redacted copy goes to the police in place of its original: chosen in the window, drawn on the paper."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.derivatives import Box, Derivative
from dslapp.gui.desk import Desk
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.papers.write_referral import draw_referral, read_referral
from tests.copies import make_copy
from tests.gui.accessibility import assert_accessible
from tests.gui.referral.at_the_referral import AtTheReferral
from tests.pictures import sample
from tests.unit.documents.readers import Reader


def test_a_redacted_copy_stands_in_place_of_its_original(
    qtbot: QtBot, desk: Desk, taunts_case: IncidentId, tmp_path: Path
) -> None:
    def with_copies() -> tuple[Derivative, Derivative]:
        exhibit = attach_file(
            desk.session, taunts_case, sample("chatnest-taunts-1.png"), ExhibitAnswers(description="What Kai wrote"),
            image_answer="no", name="kai.png",
        )  # fmt: skip
        boxes = [Box(left=60, top=320, width=300, height=40)]
        made = [
            make_copy(desk.session, exhibit.id, boxes, "redacted", "For the police", description="Taunts")
            for _ in range(2)
        ]
        return made[0], made[1]

    first, second = desk.tasks.on_casebook(with_copies)
    police = AtTheReferral(qtbot, desk, taunts_case, "police")
    chooser = police.form.exhibits
    [field] = chooser.copy_fields.values()
    choice = field.control
    assert isinstance(choice, QComboBox)
    assert [choice.itemText(number) for number in range(3)] == [
        "The original", "Redacted copy JH/3-A of JH/3", "Redacted copy JH/3-B of JH/3",
    ]  # fmt: skip
    assert_accessible(police.page)
    assert not chooser.where.isVisible()
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    police.settle()
    assert police.referral().copies == (second.id,)
    assert chooser.where.isVisibleTo(chooser)
    assert_accessible(police.page)
    chooser.where.click()
    police.settle()
    assert police.referral().copies_say_where
    draft = desk.tasks.on_casebook(read_referral, desk.session, police.referral().id)
    [entry] = [each for each in draft.content.exhibits if each.ref == "JH/3"]
    assert entry.description == "Redacted copy JH/3-B of JH/3: Taunts"
    words = Reader(tmp_path, draw_referral(desk.session, draft)).flowing()
    assert "Redacted copy JH/3-B of JH/3: Taunts" in words
    assert second.sha256 in words.replace(" ", "")
    assert "What Kai wrote" not in words
    assert "kai.png" not in words
    assert first.ref not in words
