"""Write a case with the proof that it stands in the journal, for a court's expert; the record says that it left."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.passphrases import five_words
from dslapp.services.papers.release_paper import refuse_telling_name, stated_reason
from dslapp.services.papers.save_file import only_if_noted, save_new_file
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.casebook.matters.extract import Extract


class Extracted(NamedTuple):
    """What an extract holds: how many entries the journal has, how many are shown, and the seal of the last."""

    entries: int
    shown: int
    seal: str


def extract_case(
    session: Session,
    incident_id: str,
    target: Path,
    *,
    purpose: str,
    password_file: Path | None = None,
    plain_because: str = "",
) -> Extracted:
    """Write the extract of a case to a new file, encrypted with a generated password that goes to a file of its own.

    The entry that says so is written first and is the extract's last: its signature covers everything that is handed
    over. `plain_because` is the reason for one without encryption. Raises UserProblem without a purpose in
    words, for a name that could tell whom it is about, or with neither a password file nor a reason; EnvironmentProblem
    when a file cannot be written.
    """
    from dslapp.casebook.matters.extract import extract_file, under_password, with_own_entry

    session.require("refer to an agency")
    if not says_something(purpose):
        raise UserProblem("Say in words what this extract is for and who gets it.", field="purpose")
    ref = session.casebook.get(Incident, incident_id).ref
    for written in filter(None, (target, password_file)):
        refuse_telling_name(written, ref)
    protection = "encrypted" if password_file else f"not encrypted: {stated_reason(plain_because)}"
    before = extract_to_leave(session, incident_id)
    parts = [entry.part for entry in before.shown.values()]
    of_case, withheld = sum(part in ("case", "withheld") for part in parts), parts.count("withheld")
    detail = f"all {of_case + 1} entries of this case with this one, {protection}; for {purpose.strip()}"
    if withheld:
        detail += f"; of {withheld} only that they stand there: they are of files that are hidden"
    session.casebook.commit(
        [
            Access(
                id=new_id(), what="extracted", incident_id=incident_id, subject=f"incident {incident_id}", detail=detail
            )
        ]
    )  # fmt: skip
    extract = with_own_entry(session.casebook, before)
    file = extract_file(extract)
    if password_file is None:
        save_new_file(target, file)
    else:
        password = five_words()
        save_new_file(password_file, (password + "\n").encode())
        with only_if_noted(password_file):
            save_new_file(target, under_password(file, password))
    return Extracted(len(extract.entries), len(extract.shown), session.casebook.head[1])


def extract_to_leave(session: Session, incident_id: str) -> "Extract":
    """A case and its proof as both may be given away: of files that are hidden, and of what was made of them, no word.

    Raises KeyError when there is no such incident.
    """
    from dslapp.casebook.matters.extract import extract_of

    casebook = session.casebook
    exhibits = casebook.of_incident(Exhibit, incident_id)
    links = casebook.of_incident(ExhibitLink, incident_id)
    linked = (casebook.find(Exhibit, link.exhibit_id) for link in links)
    hidden = {
        each.id
        for each in (*exhibits, *filter(None, linked))
        if each.shut_away_by or each.file_id in session.evidence.shut_away
    }
    made: list[ExhibitLink | ExhibitText | Derivative] = [*links, *casebook.of_incident(ExhibitText, incident_id)]
    made += casebook.of_incident(Derivative, incident_id)
    withheld = hidden | {each.id for each in made if each.exhibit_id in hidden}
    return extract_of(casebook, incident_id, frozenset(withheld))
