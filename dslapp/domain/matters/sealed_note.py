"""A sealed note: the minimum about a concern, which anybody may leave for those who can open a casebook."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, get_args

import msgspec

from dslapp.domain.case.incident import AboutWhom, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedPerson
from dslapp.domain.local_time import say_moment
from dslapp.domain.matters.compartments import ABOUT_IN_WORDS, Subject, subject_of
from dslapp.domain.statements import TriState

LONGEST = 8_000
"""Characters in one field of a note."""
_TRI: dict[TriState, str] = {"yes": "Yes", "no": "No", "unsure": "Not sure", "": ""}

NoteField = Literal["words", "written_by", "told_by", "told_when", "child", "about_names", "done", "reach"]


class SealedNote(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote who may not read the casebook. Everything but the words may be left empty."""

    format: Literal["dsl-casebook/note/1"] = "dsl-casebook/note/1"
    id: str
    casebook: str
    """The id of the casebook for whose members it is sealed."""
    written_at: Annotated[datetime, msgspec.Meta(tz=True)]
    written_by: str = ""
    """Who writes, in their own words; empty: they want to stay anonymous."""
    reach: str = ""
    told_by: str = ""
    """Who said it or saw it."""
    told_when: str = ""
    child: str = ""
    about: AboutWhom = ""
    about_names: str = ""
    danger: TriState = ""
    image: TriState = ""
    words: str
    done: str = ""
    """What was done already, and who was rung."""
    sent_from: str = ""
    """The label of the casebook in which it was begun, when it was handed over from one."""

    @property
    def subject(self) -> Subject:
        """The adult here whom it is about, if it is about one."""
        names = tuple(name for name in self.about_names.split(",") if name.strip())
        accused = SafetyAnswers(adult_here="accused" if self.about or names else "none")
        return subject_of(accused, self.about, names)

    @property
    def urgent(self) -> bool:
        """Whether somebody could be hurt today, or the writer could not be sure."""
        return self.danger in ("yes", "unsure")

    @property
    def code(self) -> str:
        """By which writer and reader tell on the telephone that they mean the same note; it says nothing of it."""
        return code_of(self.id)

    @property
    def headline(self) -> str:
        """Its first words."""
        words = self.words.split()
        return " ".join(words[:7]) + ("…" if len(words) > 7 else "")


def code_of(note_id: str) -> str:
    """Eight letters of a note's id, in two groups."""
    return f"{note_id[-8:-4]}-{note_id[-4:]}".upper()


class NoteProblem(NamedTuple):
    """What keeps a note from being sealed, and at which field."""

    field: NoteField
    message: str


def problems_of(note: SealedNote) -> tuple[NoteProblem, ...]:
    """What is missing or too long."""
    found: list[NoteProblem] = []
    if not note.words.strip():
        found.append(NoteProblem("words", "Write what was said or seen. One sentence is enough."))
    for field in get_args(NoteField):
        if len(getattr(note, field)) > LONGEST:
            found.append(NoteProblem(field, f"This is too long to seal: keep it under {LONGEST:,} characters."))
    return tuple(found)


def note_lines(note: SealedNote) -> Iterator[tuple[str, str]]:
    """What the note says, label and words, without what was left empty."""
    for label, said in (
        ("Written", say_moment(note.written_at)),
        ("By", note.written_by or "somebody who wants to stay anonymous"),
        ("Reach them", note.reach),
        ("Begun in the casebook", note.sent_from),
        ("Could anyone be hurt today?", _TRI[note.danger]),
        ("Could a naked or sexual image be part of it?", _TRI[note.image]),
        ("It is about", ABOUT_IN_WORDS.get(note.about, "")),
        ("Name of the adult", note.about_names),
        ("Child", note.child),
        ("Told by", note.told_by),
        ("When", note.told_when),
        ("What was said or seen", note.words),
        ("Done already", note.done),
    ):
        if said.strip():
            yield label, said.strip()


def note_as_text(note: SealedNote) -> str:
    """The whole note as it goes into the record."""
    return "\n".join(f"{label}: {said}" for label, said in note_lines(note))


def draft_from(note: SealedNote, empty: IncidentDraft) -> IncidentDraft:
    """The first screen with what the note says; the rest of the note is logged beside it."""
    named = ((note.child.strip(), "child-affected"), (note.about_names.strip(), "adult-here-alleged"))
    source = f"From the sealed note of {say_moment(note.written_at)}."
    told = f"They were told: {note.told_when.strip()}" if note.told_when.strip() else ""
    done = f"Done already: {note.done.strip()}" if note.done.strip() else ""
    return msgspec.structs.replace(
        empty,
        what="\n".join(filter(None, (note.words.strip(), told, done, source))),
        safety=SafetyAnswers(
            danger=note.danger, image=note.image, adult_here="accused" if note.about or note.about_names.strip() else ""
        ),
        about=note.about,
        people=tuple(NamedPerson(name=name, part=part) for name, part in named if name),
        reporter_name=note.told_by.strip() or note.written_by.strip(),
        reporter_role="",
        source="",
        reporter_anonymous=not (note.told_by.strip() or note.written_by.strip()),
        reported_at=min(note.written_at, empty.reported_at),
        note=note.id,
    )


def note_of(draft: IncidentDraft, *, note_id: str, casebook: str, at: datetime, by: str, sent_from: str) -> SealedNote:
    """The minimum of a first screen that may not be saved where it was begun."""
    names = ", ".join(draft.named_adults_here)
    others = ", ".join(each.name.strip() for each in draft.named if each.name.strip() not in draft.named_adults_here)
    accounts = "; ".join(f"{each.platform} {each.handle}".strip() for each in draft.given_accounts)
    words = "\n".join(filter(None, (draft.what.strip(), f"Accounts: {accounts}" if accounts else "")))
    return SealedNote(
        id=note_id, casebook=casebook, written_at=at, written_by=by, sent_from=sent_from, words=words,
        told_by=draft.reporter_name.strip(), told_when=say_moment(draft.reported_at), child=others, about=draft.about,
        about_names=names, danger=draft.safety.danger, image=draft.safety.image,
    )  # fmt: skip
