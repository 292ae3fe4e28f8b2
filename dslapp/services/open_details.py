"""Open a form of a case: the case as it stands, the indicators, and the words that were kept for that form."""

import msgspec

from dslapp.domain.case_file import CaseFile
from dslapp.domain.guidance_indicators import IndicatorList
from dslapp.services.keep_draft import RestoredForm, restore_form
from dslapp.services.read_case import read_case
from dslapp.services.session import Session


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What a form of a case needs, read in one go."""

    case: CaseFile
    indicators: IndicatorList
    restored: RestoredForm | None


def open_details(session: Session, incident_id: str, form: str, about_id: str = "") -> Details:
    """Read a case for its form named `form`. Raises NotAllowed for somebody who only reads."""
    session.require("log and change the record")
    return Details(
        case=read_case(session, incident_id),
        indicators=session.library.indicators,
        restored=restore_form(session, incident_id, form, about_id),
    )
