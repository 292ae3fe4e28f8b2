"""What the tests of backups share: how one is made, what is attached, what lies on the disk."""

from collections.abc import Callable
from pathlib import Path

from dslapp.casebook.backups.writing import Made
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES

BackUp = Callable[[], Made]


def attach(session: Session, name: str, case: IncidentId | None = None) -> Exhibit:
    answers = ExhibitAnswers(description="Taunts in a group chat")
    return attach_file(session, case or bare_case(session), SAMPLES / name, answers, image_answer="no")


def everything_under(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
