"""What a case puts on paper, in words: its exhibits, its people and the guidance that was followed."""

from collections.abc import Collection, Iterable

import msgspec

from dslapp.domain.case.case_file import CaseFile, Involved, account_in_words
from dslapp.domain.case.case_words import certainty_in_words, owner_of_account, part_in_words, when_in_words
from dslapp.domain.case.people import Account, Person
from dslapp.domain.entity import ExhibitId
from dslapp.domain.evidence.clocks import source_in_words
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText, SaidOf
from dslapp.domain.evidence.file_words import exhibit_in_words
from dslapp.domain.evidence.told_copies import WHERE_WITHHELD, copies_in_words
from dslapp.domain.evidence.written_down import whose_words
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture
from dslapp.domain.local_time import say_day, say_moment
from dslapp.domain.referral.content import CopyEntry, ExhibitEntry, Fact, GuidanceStep, PersonCard
from dslapp.domain.statements import Stated

NOT_DESCRIBED = "No description written yet"
"""What a file is called says nothing of what it shows."""
_BEGINNING = 420
"""Characters of a file's text that stand in the schedule."""
_MOST_SAID = 12
_SAID: dict[SaidOf, str] = {
    "time": "time", "device": "device", "from": "from", "to": "to", "subject": "subject", "handle": "account",
    "address": "address", "title": "title", "clock": "clock",
}  # fmt: skip
_PRINTED = ("text of the file", "written down by us")
"""What a machine read is a guess and stays in the program."""
_MOST_WRITTEN = 2000


def exhibit_entries(case: CaseFile, chosen: tuple[str, ...] | None = None) -> tuple[ExhibitEntry, ...]:
    """The exhibit schedule of a case for the school; of the exhibits with those ids, or of all but the withdrawn.

    It says in which other cases an exhibit is: nobody outside is told that, so nothing that leaves is made by this.
    """
    shown = [exhibit for exhibit in case.shown_exhibits if chosen is None or exhibit.id in chosen]
    words = {text.exhibit_id: text for text in case.texts if text.how in _PRINTED}
    entries = (exhibit_entry(exhibit, words.get(ExhibitId(exhibit.id))) for exhibit in shown)
    return tuple(
        msgspec.structs.replace(entry, also_in=", ".join(case.also_in.get(exhibit.id, ())))
        for exhibit, entry in zip(shown, entries, strict=True)
    )


def exhibits_with_copies(
    case: CaseFile,
    chosen: Iterable[Exhibit],
    copies: Iterable[Derivative],
    originals: Collection[str] = (),
    *,
    says_where: bool = False,
) -> tuple[ExhibitEntry, ...]:
    """The schedule of chosen exhibits with the copies that go: in place of the original, but for the `originals`.

    `says_where`: where an exhibit was seen and whose device showed it is told beside a copy, too.
    """
    words = {text.exhibit_id: text for text in case.texts if text.how in _PRINTED}
    of = tuple(copies)
    return tuple(
        exhibit_entry(
            exhibit, words.get(ExhibitId(exhibit.id)), [copy for copy in of if copy.exhibit_id == exhibit.id],
            original=exhibit.id in originals, says_where=says_where,
        )
        for exhibit in chosen
    )  # fmt: skip


def exhibit_entry(
    exhibit: Exhibit,
    words: ExhibitText | None = None,
    copies: Iterable[Derivative] = (),
    *,
    original: bool = False,
    says_where: bool = False,
) -> ExhibitEntry:
    """One line of the schedule, with the copies that go; `original`: beside it and not in its place.

    `words` is the text of its file. What a machine read in a picture never stands on paper: it is a guess. Beside a
    copy in its place neither the text nor what the file says is printed: they would tell what is blackened; nor, unless
    `says_where`, where it was seen and whose device showed it.
    """
    copies = tuple(copies)
    shown = exhibit.has_file and (original or not copies)
    ours = words is not None and words.how == "written down by us"
    beginning = " ".join(words.text.split()) if words and shown and not ours else ""
    when = when_in_words(exhibit.captured)
    known = exhibit.captured.precision in ("exact", "between")
    by_clock = f", by {exhibit.captured_clock}" if exhibit.captured_clock else ""
    captured = Stated(text=when + by_clock) if known else Stated(unknown_because=exhibit.captured.unknown_because)
    by = exhibit.captured_by
    in_place = not original and bool(copies)
    withheld = in_place and not says_where
    whose = () if withheld else (exhibit.device, exhibit.device_owner)
    device = ", ".join(filter(None, (exhibit.method, *whose)))
    return ExhibitEntry(
        ref=exhibit.ref,
        description=copies_in_words(exhibit.ref, copies) if in_place else exhibit.description.strip() or NOT_DESCRIBED,
        captured_when=captured,
        captured_where=WHERE_WITHHELD if withheld and exhibit.place.answered else exhibit.place,
        captured_by=Stated(text=f"{by} ({device})" if by and device else by),
        shown_time=exhibit.shown_time,
        sha256=exhibit.sha256,
        original_name="name not told" if in_place else exhibit.original_name,
        size=exhibit.size,
        held=_held_in_words(exhibit),
        kind=exhibit_in_words(exhibit) if exhibit.has_file and exhibit.exhibit_kind != "picture" else "",
        read_from_file="; ".join(
            f"{_SAID[said.what]} {say_moment(said.at) if said.at else said.text} ({source_in_words(said.source)})"
            for said in exhibit.said[:_MOST_SAID]
            if shown and said.source != "read by machine"
        ),
        words=beginning[:_BEGINNING],
        written=_written(words) if words and ours and shown else "",
        words_cut=len(beginning) > _BEGINNING or bool(words and words.cut),
        copies=tuple(
            CopyEntry(
                ref=copy.ref, kind=copy.derivative_kind, description=copy.description,
                sha256=copy.sha256, in_place=not original,
            )
            for copy in copies
        ),
    )  # fmt: skip


def _written(words: ExhibitText) -> str:
    more = " … (more stands in the record)" if len(words.text) > _MOST_WRITTEN else ""
    return f"{whose_words(words)}: {words.text[:_MOST_WRITTEN]}{more}"


def _held_in_words(exhibit: Exhibit) -> str:
    """Of what has no file here: what it would be, who has it, in which state, who has seen it and who knows."""
    what = {"imagery not held": "Not held by the school, in words only", "not here yet": "Not here yet"}
    why = f" ({exhibit.seen_because})" if exhibit.seen_because else ""
    return "; ".join(
        filter(
            None,
            (
                what.get(exhibit.exhibit_kind, ""),
                exhibit.material,
                exhibit.held_by,
                f"device {exhibit.power_state}" if exhibit.power_state else "",
                f"seen by {exhibit.seen_by}{why}" if exhibit.seen_by else "",
                f"in the presence of {exhibit.witness}" if exhibit.witness else "",
                f"told: {exhibit.told_to}" if exhibit.told_to else "",
                f"police reference {exhibit.police_ref}" if exhibit.police_ref else "",
            ),
        )
    )


def person_cards(case: CaseFile) -> tuple[PersonCard, ...]:
    """Everybody in the case with the part that they play: children affected first."""
    first = {each.involvement.id for each in case.children}
    ordered = [*case.children, *(each for each in case.present if each.involvement.id not in first)]
    return tuple(_card(each, case) for each in ordered)


def guidance_steps(case: CaseFile, *, departures: bool = False) -> tuple[GuidanceStep, ...]:
    """Each answered step of each flow, in the order and the words of then; `departures` as well, for the school."""
    titles = {run.id: run.title for run in case.runs}
    steps = [
        (
            answer.number,
            GuidanceStep(
                flow=titles.get(answer.run_id, ""),
                question=answer.question.strip() or answer.step,
                answer=", ".join(answer.answers_shown) or "Done",
                reason="" if answer.superseded else answer.reason,
                who=case.name_of(answer.answered_by),
                when=say_moment(answer.answered_at),
                source=answer.source,
                edition=answer.edition,
                recorded=tuple(Fact(each.label, each.stated) for each in answer.recorded if each.stated.answered),
                superseded=answer.superseded,
                changed=_changed(answer, case) if answer.superseded else "",
            ),
        )
        for answer in case.answers
    ]
    if departures:
        steps += [(each.number, _departure(each, titles.get(each.run_id, ""), case)) for each in case.departures]
    return tuple(step for _, step in sorted(steps, key=lambda pair: pair[0]))


def _changed(answer: GuidanceAnswer, case: CaseFile) -> str:
    """When, by whom and why an answer was taken back; when and by whom stand in the answer that came in its place."""
    later = [each for each in case.answers if each.number > answer.number]
    instead = next((each for each in later if (each.run_id, each.step) == (answer.run_id, answer.step)), None)
    said, because = "Changed", answer.superseded_because
    if instead is not None:
        because = instead.reason or because
        said += f" on {say_moment(instead.answered_at)} by {case.name_of(instead.answered_by)}"
    return f"{said} because: {because}" if because else said


def _departure(departure: GuidanceDeparture, flow: str, case: CaseFile) -> GuidanceStep:
    agreed = departure.second_person
    if departure.agrees_by is not None:
        agreed += f", to agree by {say_day(departure.agrees_by)}"
    return GuidanceStep(
        flow=flow,
        question=departure.question.strip() or departure.step,
        answer="Departed from the guidance" + (": a lock was lifted" if departure.lock else ""),
        reason=departure.reason,
        who=case.name_of(departure.departed_by),
        when=say_moment(departure.departed_at),
        edition=departure.edition,
        recorded=(Fact("Second person", Stated(text=agreed)),),
    )


def _card(each: Involved, case: CaseFile) -> PersonCard:
    facts = _person(each.person) if each.person else _account(each.account, case) if each.account else []
    facts.append(Fact("How certain", Stated(text=certainty_in_words(each))))
    if each.involvement.note:
        facts.append(Fact("Note", Stated(text=each.involvement.note)))
    return PersonCard(role=part_in_words(each), name=each.name, facts=tuple(facts))


def _person(person: Person) -> list[Fact]:
    born = Stated(unknown_because=person.birth_unknown_because)
    if person.date_of_birth:
        born = Stated(text=say_day(person.date_of_birth).split(" ", 1)[1])
    told = [
        ("Known as", person.known_as), ("Sex", person.sex), ("Year or job", person.year_or_job), ("UPN", person.upn),
        ("Address", person.address), ("Phone", person.phone), ("E-mail", person.email), ("Parents", person.parents),
        ("Languages", person.languages), ("Ethnicity", person.ethnicity), ("Religion", person.religion),
        ("SEND", person.send), ("Social worker", person.social_worker), ("Employer", person.employer),
        ("Employment", ", ".join(filter(None, (person.employment_basis, person.employment_started)))),
        ("DBS", person.dbs), ("Registration", person.registration),
    ]  # fmt: skip
    asked = [
        ("Works with children elsewhere", person.work_elsewhere), ("Own children", person.own_children),
        ("Earlier concerns", person.earlier_concerns),
    ]  # fmt: skip
    facts = [Fact("Date of birth", born)]
    facts += [Fact(label, Stated(text=value)) for label, value in told if value.strip()]
    return facts + [Fact(label, value) for label, value in asked if value.answered]


def _account(account: Account, case: CaseFile) -> list[Fact]:
    told = [
        ("Account", account_in_words(account)), ("Display name", account.display_name),
        ("Profile address", account.profile_url), ("User id", account.user_id),
        ("Seen on", say_day(account.seen_on) if account.seen_on else ""),
        ("Whose", owner_of_account(account, case)),
    ]  # fmt: skip
    return [Fact(label, Stated(text=value)) for label, value in told if value.strip()]
