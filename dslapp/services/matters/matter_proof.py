"""Whether a matter is what another casebook handed over: who signed it, and whether its history holds together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dslapp.domain.matters.moved_matter import Matter, Proof
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.roles import may
from dslapp.domain.trust.entries import Neighbour
from dslapp.services.matters.make_known import neighbours, waits_for_agreement
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.casebook.matters.bundle import Bundle


class Proven(NamedTuple):
    """By what the matter is known again, from which known casebook it says that it comes, and what speaks against it.

    A doubt refuses nothing: a casebook may have new members, or a fault of its own. The member decides.
    """

    digest: str
    known: Neighbour | None
    doubts: tuple[str, ...]
    once_possible: bool
    """Whether some version of the case spoke of a naked image, by its signed history."""


def proven(session: Session, bundle: "Bundle", matter: Matter) -> Proven:
    """Judge who signed a matter, and its history.

    Raises EnvironmentProblem when it is not what was signed, or its history cannot be read or is another case's.
    """
    from dslapp.casebook.matters.extract import read_extract
    from dslapp.casebook.matters.extract_check import check_extract, incidents_in
    from dslapp.casebook.matters.inbox import SealedFileUnreadable
    from dslapp.casebook.matters.moving import digest_of, is_signed, proof_of

    try:
        proof = msgspec.json.decode(bundle.proof, type=Proof)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SealedFileUnreadable("This matter is not signed. Nothing was taken in.") from None
    made_of = proof_of(bundle.matter, bundle.extract)
    if (made_of.matter, made_of.extract) != (proof.matter, proof.extract) or not is_signed(proof):
        raise SealedFileUnreadable("This matter was changed after it was signed. Nothing was taken in.")
    try:
        extract = read_extract(bundle.extract)
        history = check_extract(extract)
    except (EnvironmentProblem, RecursionError):
        raise SealedFileUnreadable("The history of this matter cannot be read. Nothing was taken in.") from None
    if (extract.casebook, extract.incident, extract.ref) != (
        matter.from_casebook, matter.incident.id, matter.incident.ref
    ):  # fmt: skip
        raise SealedFileUnreadable("The history of this matter is of another case. Nothing was taken in.")
    known = next((each for each in neighbours(session) if each.casebook == matter.from_casebook), None)
    movers = {member.signing_key for member in history.members if may(member.role, "move a matter")}
    doubts = [*_doubts_about(session, known, proof), *_doubts_in(history.faults, proof.key in movers)]
    possible = any(each.safety.imagery_possible for each in incidents_in(extract))
    return Proven(digest_of(made_of), known, tuple(doubts), possible)


def _doubts_about(session: Session, known: Neighbour | None, proof: Proof) -> Iterator[str]:
    if known is None:
        return
    if proof.key not in known.signing_keys:
        yield f"Nobody who is known as a member of “{known.label}” signed it."
    if waits_for_agreement(session, known):
        yield f"What is known here of “{known.label}” was changed, and no second member has agreed."


def _doubts_in(faults: tuple[str, ...], signed_by_a_mover: bool) -> Iterator[str]:
    if not signed_by_a_mover:
        yield "By its own history, whoever signed it is nobody who hands matters over there."
    if faults:
        yield f"Its history does not hold together: {faults[0]}."
