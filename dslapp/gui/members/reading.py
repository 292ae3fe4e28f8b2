"""What the members' pages show, read from the casebook in one go."""

from typing import NamedTuple

from dslapp.domain.school import Holds, Member, Recovery
from dslapp.services.access.countersign import Disputed, Looks, Waiting, disputed, waiting, waits_for_others
from dslapp.services.access.members import Standing, sheet_in_force, standing
from dslapp.services.session import Session


class MembersShown(NamedTuple):
    """The members, what waits for a second signature, and the recovery sheet in force."""

    school_name: str
    holds: Holds
    standing: tuple[Standing, ...]
    waiting: tuple[Waiting, ...]
    """For the member at the keyboard."""
    waits_for_others: tuple[Waiting, ...]
    disputed: tuple[Disputed, ...]
    sheet: Recovery

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody who may open the casebook, or once did."""
        return tuple(each.member for each in self.standing)

    def member(self, member_id: str) -> Member | None:
        """The member of that id."""
        return next((each for each in self.members if each.id == member_id), None)


def read_members(session: Session) -> MembersShown:
    """Read it all."""
    looks = Looks(session)
    return MembersShown(
        session.school.name, session.school.holds, standing(session), waiting(session, looks),
        waits_for_others(session, looks), disputed(session, looks), sheet_in_force(session),
    )  # fmt: skip
