"""Gather what goes into a pack: read from the casebook in one go, so that files can be written beside other work."""

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.leaving_names import says_something
from dslapp.domain.pack.chosen import PackChoice, PackLine, pack_lines
from dslapp.domain.pack.readers import ReaderWords, words_for
from dslapp.domain.pack.unfinished import SUBJECT
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Member, School
from dslapp.services.case.read_case import load_case, read_case
from dslapp.services.papers.extract_case import extract_to_leave
from dslapp.services.papers.release_paper import stated_reason
from dslapp.services.papers.write_case_file import CaseFileDraft, read_case_file
from dslapp.services.papers.write_referral import ReferralDraft, read_referral
from dslapp.services.session import Session


class PackGround(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to choose from for a pack of one case."""

    case: CaseFile
    lines: tuple[PackLine, ...]
    papers: tuple[Referral, ...]
    """The summaries that may go with it."""


class PackPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes into a pack but the bytes of the exhibits."""

    id: str
    """By which the record knows this pack from its beginning to its end."""
    choice: PackChoice
    case: CaseFile
    originals: tuple[Exhibit, ...]
    copies: tuple[Derivative, ...]
    in_words: tuple[Exhibit, ...]
    paper: CaseFileDraft | ReferralDraft | None
    extract: bytes
    school: School
    member: Member
    casebook: str
    entry: int
    seal: str
    now: datetime
    leaving: tuple[CustodyEvent, ...]
    """The step of continuity that this pack will be, for each exhibit of which a file goes."""

    @property
    def subject(self) -> str:
        """What its entries in the record are about."""
        return f"{SUBJECT}{self.id}"

    @property
    def words(self) -> ReaderWords:
        """The words for whom it is for."""
        return words_for(self.choice.reader, self.school.lado_label)

    @property
    def case_as_it_leaves(self) -> CaseFile:
        """The case with this pack's own step of continuity."""
        return msgspec.structs.replace(self.case, custody=(*self.case.custody, *self.leaving))

    @property
    def listed(self) -> tuple[Exhibit, ...]:
        """The exhibits that the pack is about, in the case's order: by original, by copy, or in words."""
        with_copy = {each.exhibit_id for each in self.copies}
        chosen = {each.id for each in (*self.originals, *self.in_words)}
        return tuple(each for each in self.case.shown_exhibits if each.id in chosen or each.id in with_copy)

    @property
    def kept(self) -> tuple[tuple[Exhibit, Exhibit | Derivative], ...]:
        """Each file of the evidence that goes, with its exhibit: the originals first."""
        exhibits = {exhibit.id: exhibit for exhibit in self.listed}
        return (
            *((exhibit, exhibit) for exhibit in self.originals),
            *((exhibits[copy.exhibit_id], copy) for copy in self.copies),
        )

    def copies_of(self, exhibit: Exhibit) -> tuple[Derivative, ...]:
        """The copies of an exhibit that go."""
        return tuple(each for each in self.copies if each.exhibit_id == exhibit.id)


def offer_pack(session: Session, incident_id: str) -> PackGround:
    """What may be chosen of a case; once a sitting the look at it is noted. Raises NotAllowed."""
    session.require("refer to an agency")
    case = read_case(session, incident_id)
    return PackGround(case=case, lines=lines_of(session, case), papers=case.referrals)


def lines_of(session: Session, case: CaseFile) -> tuple[PackLine, ...]:
    """What of a case may be chosen; an exhibit of another case by the rules of that one."""
    casebook = session.casebook
    homes = {each.incident_id: casebook.get(Incident, each.incident_id) for each in case.linked}
    of_others = [each for home in homes for each in casebook.of_incident(Exhibit, home)]
    restricted = {id_ for id_, home in homes.items() if home.restricted and not case.incident.restricted}
    return pack_lines(case, of_others, restricted)


def plan_pack(session: Session, incident_id: str, choice: PackChoice) -> PackPlan:
    """Check a choice and read what it needs. On the casebook's thread.

    Raises UserProblem where nothing was chosen or something that may not go, and where it is not said for whom, why,
    or why without encryption.
    """
    from dslapp.casebook.matters.extract import extract_file

    session.require("refer to an agency")
    if not says_something(choice.recipient):
        raise UserProblem("Say who gets it.", "A name or number, and the force or agency.", field="recipient")
    if not says_something(choice.purpose):
        raise UserProblem("Say in words what this pack is for.", field="purpose")
    if choice.form == "folder":
        stated_reason(choice.plain_because)
    case = load_case(session, incident_id)
    lines = {line.exhibit.id: line for line in lines_of(session, case)}
    chosen = [_line(lines, each) for each in dict.fromkeys(choice.exhibits)]
    originals = tuple(line.exhibit for line in chosen if line.exhibit.has_file)
    copies = _copies(lines.values(), choice.copies)
    in_words = tuple(line.exhibit for line in chosen if not line.exhibit.has_file)
    if not (originals or copies or in_words):
        raise UserProblem("Nothing was chosen.", "Tick what this person needs, and nothing else.", field="exhibits")
    whole = {exhibit.id for exhibit in originals}
    paper = _paper(session, incident_id, choice.paper, {copy.id for copy in copies if copy.exhibit_id not in whole})
    entry, seal = session.casebook.head
    return PackPlan(
        id=new_id(), choice=choice, case=case, originals=originals, copies=copies, in_words=in_words,
        paper=paper, extract=extract_file(extract_to_leave(session, incident_id)) if choice.with_extract else b"",
        school=session.school, member=session.member, casebook=session.casebook.id, entry=entry, seal=seal,
        now=(now := session.clock()), leaving=_leaving(session, choice, originals, copies, now),
    )  # fmt: skip


def _leaving(
    session: Session, choice: PackChoice, originals: Iterable[Exhibit], copies: Iterable[Derivative], now: datetime
) -> tuple[CustodyEvent, ...]:
    by_exhibit: dict[str, list[str]] = {exhibit.id: ["original"] for exhibit in originals}
    whole = frozenset(by_exhibit)
    for copy in copies:
        by_exhibit.setdefault(copy.exhibit_id, []).append(f"copy {copy.ref}")
    return tuple(
        CustodyEvent(
            id=new_id(), incident_id=IncidentId(each.incident_id), exhibit_id=ExhibitId(exhibit_id), at=now,
            what="exported", by=session.member.name, to=choice.recipient.strip(), hash_checked=exhibit_id in whole,
            purpose=f"{' and '.join(went)} in an evidence pack: {choice.purpose.strip()}",
        )
        for exhibit_id, went in by_exhibit.items()
        for each in (session.casebook.get(Exhibit, exhibit_id),)
    )  # fmt: skip


def _line(lines: dict[str, PackLine], exhibit_id: str) -> PackLine:
    line = lines.get(exhibit_id)
    if line is None:
        raise UserProblem(
            "One of the exhibits is not in this case, or was withdrawn.", "Choose again.", field="exhibits"
        )
    if line.refused:
        raise UserProblem(f"Exhibit {line.exhibit.ref} cannot go. {line.refused}", field="exhibits")
    return line


def _copies(lines: Iterable[PackLine], chosen: Iterable[str]) -> tuple[Derivative, ...]:
    there = {copy.id: copy for line in lines for copy in line.copies}
    if missing := set(chosen) - there.keys():
        raise UserProblem(
            f"{len(missing)} of the copies is not in this case, or was withdrawn.", "Choose again.", field="exhibits"
        )
    return tuple(copy for copy in there.values() if copy.id in set(chosen))


def _paper(
    session: Session, incident_id: str, paper: str, copies: Collection[str]
) -> CaseFileDraft | ReferralDraft | None:
    if not paper:
        return None
    if paper in ("one page", "whole file"):
        return read_case_file(session, incident_id)
    draft = read_referral(session, paper, copies)
    if draft.referral.incident_id != incident_id:
        raise UserProblem("That summary is of another case.", field="paper")
    return draft
