"""Open a form of a case: the case as it stands, the lists to choose from, and the words kept for that form."""

import msgspec

from dslapp.domain.case.ages import ages_in_words
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.guidance.indicators import IndicatorList
from dslapp.domain.reference.legislation import LawList
from dslapp.services.case.keep_draft import RestoredForm, restore_form
from dslapp.services.case.read_case import read_case
from dslapp.services.session import Session


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What a form of a case needs, read in one go. `too_young` are sentences about children under a site's age."""

    case: CaseFile
    indicators: IndicatorList
    laws: LawList
    too_young: tuple[str, ...]
    restored: RestoredForm | None


def open_details(session: Session, incident_id: str, form: str, about_id: str = "") -> Details:
    """Read a case for its form named `form`. Raises NotAllowed for somebody who only reads."""
    session.require("log and change the record")
    case = read_case(session, incident_id)
    return Details(
        case=case,
        indicators=session.library.indicators,
        laws=session.library.legislation,
        too_young=ages_in_words(case, session.library.platforms),
        restored=restore_form(session, incident_id, form, about_id),
    )
