"""The casebooks that were opened on this computer: where each is, its label and the address of its inbox."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from dslapp.domain.matters.inbox_card import InboxCard
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Contact

_MOST = 20


AGENCIES = ("lado", "mash", "police_local", "prevent")
"""Kinds of contact that are offices: their numbers, never a person's name, may be shown before anything is unlocked."""


class AgencyNumber(msgspec.Struct, frozen=True, kw_only=True):
    """The number of an office, which is no secret."""

    contact_kind: str
    label: str
    phone: str = ""
    out_of_hours: str = ""
    checked_on: date | None = None


class KnownCasebook(msgspec.Struct, frozen=True):
    """One casebook and what the unlock page calls it."""

    place: str
    label: str
    card: InboxCard | None = None
    """The public address of its inbox as it was at the last unlock; None while it was never unlocked here."""
    numbers: tuple[AgencyNumber, ...] = ()
    """Of the offices that this school rings, as they were at the last unlock."""

    @property
    def folder(self) -> Path:
        """The casebook's folder."""
        return Path(self.place)

    @property
    def is_there(self) -> bool:
        """Whether the folder can be seen from here."""
        return self.folder.is_dir()


def in_fixed_order(casebooks: Iterable[KnownCasebook]) -> list[KnownCasebook]:
    """Pupils' casebooks first, then by label: whoever looks at this page learns nothing of which was used last."""
    return sorted(
        casebooks, key=lambda each: (each.card is not None and each.card.holds != "pupils", each.label.casefold())
    )


def agencies_known(casebooks: Iterable[KnownCasebook]) -> list[Contact]:
    """The numbers of offices that the casebooks of this computer ring, each once."""
    found: dict[tuple[str, str], Contact] = {}
    for number in (each for known in in_fixed_order(casebooks) for each in known.numbers):
        contact = Contact(
            id=f"{number.contact_kind} {number.phone}", contact_kind=number.contact_kind, label=number.label,
            phone=number.phone, out_of_hours=number.out_of_hours, checked_on=number.checked_on,
        )  # fmt: skip
        found.setdefault((number.contact_kind, number.phone), contact)
    return list(found.values())


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    format: Literal["dsl-casebook/known/1"] = "dsl-casebook/known/1"
    casebooks: tuple[KnownCasebook, ...] = ()


class KnownCasebooks:
    """The list, kept in one small file. A damaged file is an empty list: any casebook can be opened by its folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def listed(self) -> tuple[KnownCasebook, ...]:
        """All of them, the last used first; those whose folder is missing too."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Stored).casebooks
        except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
            return ()

    def known_at(self, folder: Path) -> KnownCasebook | None:
        """What is remembered of the casebook in that place."""
        place = str(folder.absolute())
        return next((known for known in self.listed() if known.place == place), None)

    def remember(
        self, folder: Path, label: str = "", card: InboxCard | None = None, numbers: tuple[AgencyNumber, ...] = ()
    ) -> None:
        """Put a casebook first. Without a label it keeps the one it had, or takes the folder's name; the rest likewise.

        Raises EnvironmentProblem when it cannot be written down.
        """
        had = self.known_at(folder)
        first = KnownCasebook(
            str(folder.absolute()),
            label or (had.label if had else "") or folder.stem,
            card or (had.card if had else None),
            numbers or (had.numbers if had else ()),
        )
        place = first.place
        self._write((first, *(known for known in self.listed() if known.place != place))[:_MOST])

    def forget(self, folder: Path) -> None:
        """Take a casebook off the list; the casebook itself stays where it is."""
        self._write(tuple(known for known in self.listed() if known.folder != folder))

    def _write(self, casebooks: tuple[KnownCasebook, ...]) -> None:
        from dslapp.casebook.durable_files import replace_durably

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(self._file, msgspec.json.encode(_Stored(casebooks=casebooks)))
        except OSError as error:
            raise EnvironmentProblem(
                "The list of casebooks on this computer could not be kept.",
                "The casebook itself is safe. Next time, choose “Open another casebook”.",
            ) from error
