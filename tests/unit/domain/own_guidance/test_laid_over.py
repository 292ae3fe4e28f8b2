"""The school's own rows over the shipped ones: they hold, they say their edition, and an update never hides them."""

from datetime import date

import msgspec

from dslapp.content.guidance import load_contacts, load_library
from dslapp.content.in_force import LibraryInForce
from dslapp.content.library import load_library as load_everything
from dslapp.domain.entity import new_id
from dslapp.domain.guidance.flows import Action, Library
from dslapp.domain.own_guidance.laid_over import lay_guidance, lay_rows, local_edition, read_row
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_content import fingerprint, plain_row, row_text

TODAY = date(2026, 11, 21)


def own(file: str, row: str, content: msgspec.Struct | None, based_on: msgspec.Struct | None = None) -> LocalRow:
    return LocalRow(
        id=new_id(), file=file, row=row, content=row_text(content) if content else "",
        based_on=fingerprint(based_on) if based_on else "", changed_on=TODAY,
    )  # fmt: skip


def lay(rows: list[LocalRow], shipped: Library | None = None) -> Library:
    return lay_guidance(shipped or load_library(), rows, lambda _: ()).library


def test_every_shipped_row_is_the_same_after_it_was_written_and_read() -> None:
    for flow in load_library().flows.values():
        for step in flow.steps:
            assert read_row(flow.flow, row_text(step)) == step


def test_a_row_says_only_what_is_not_at_its_default() -> None:
    step = Action(id="ring", text="Ring.", next="end")
    assert plain_row(step) == {"type": "action", "id": "ring", "text": "Ring.", "next": "end"}


def test_an_own_step_holds_in_place_of_the_shipped_one_and_gives_the_flow_an_edition_of_its_own() -> None:
    shipped = load_library().flows["nudes"].by_id["device"]
    mine = msgspec.structs.replace(shipped, text="Put the device into the head's safe.")
    flow = lay([own("nudes", "device", mine, shipped)]).flows["nudes"]
    assert flow.by_id["device"].text == "Put the device into the head's safe."
    assert flow.edition == f"{load_library().flows['nudes'].edition} + school, 21 Nov 2026"
    assert [step.id for step in flow.steps] == [step.id for step in load_library().flows["nudes"].steps]
    assert lay([]).flows["nudes"] is load_library().flows["nudes"]


def test_a_new_step_joins_and_a_step_taken_out_goes() -> None:
    shipped = load_library().flows["nudes"].by_id["device"]
    new = Action(id="our-safe", text="Put it into our safe.", next="ask-agencies")
    flow = lay([own("nudes", "our-safe", new), own("nudes", "device", None, shipped)]).flows["nudes"]
    assert "our-safe" in flow.by_id
    assert "device" not in flow.by_id


def test_what_was_withdrawn_is_as_it_was_shipped() -> None:
    shipped = load_library().flows["nudes"].by_id["device"]
    mine = own("nudes", "device", msgspec.structs.replace(shipped, text="Other."), shipped)
    taken_back = msgspec.structs.replace(mine, withdrawn=True)
    assert lay([taken_back]).flows["nudes"] is load_library().flows["nudes"]


def test_after_an_update_an_own_row_stays_and_asks_to_be_compared() -> None:
    shipped = load_contacts().national[0]
    mine = msgspec.structs.replace(shipped, hours="Always, also at night")
    newer = msgspec.structs.replace(shipped, when="Somebody could be hurt")
    row = own("contacts", shipped.key, mine, shipped)
    before, after = (lay_rows("contacts", {each.key: each}, [row]) for each in (shipped, newer))
    assert before.rows == after.rows == {shipped.key: mine}
    assert before.conflicts == ()
    assert [(c.row, c.flag) for c in after.conflicts] == [(shipped.key, "shipped text changed")]


def test_an_update_that_says_what_the_school_says_asks_nothing() -> None:
    shipped = load_contacts().national[0]
    mine = msgspec.structs.replace(shipped, when="Somebody could be hurt")
    assert lay_rows("contacts", {shipped.key: mine}, [own("contacts", shipped.key, mine, shipped)]).conflicts == ()


def test_rows_that_a_later_edition_no_longer_understands_are_put_by_and_said() -> None:
    shipped = load_contacts().national[0]
    row = msgspec.structs.replace(own("contacts", shipped.key, shipped, shipped), content='{"key": "x", "colour": 1}')
    laid = lay_rows("contacts", {shipped.key: shipped}, [row])
    assert laid.rows == {shipped.key: shipped}
    assert [c.flag for c in laid.conflicts] == ["unreadable"]


def test_a_flow_that_could_not_be_followed_is_as_it_was_shipped() -> None:
    """An update took the step away to which an own step leads: nobody may fall into the gap in the middle of a case."""
    shipped = load_library().flows["nudes"].by_id["device"]
    astray = msgspec.structs.replace(shipped, next="gone-in-this-edition")
    rows = [own("nudes", "device", astray, shipped)]
    library = LibraryInForce(load_everything(), rows)
    assert library.guidance.flows["nudes"] is load_library().flows["nudes"]
    assert [(c.file, c.row, c.flag) for c in library.conflicts] == [("nudes", "device", "set aside")]


def test_every_kind_of_row_can_be_the_schools_own() -> None:
    shipped = load_everything()
    platform, law, word = shipped.platforms.platforms[0], shipped.legislation.laws[0], shipped.glossary.words[0]
    entry, contact = shipped.door.entries[0], shipped.contacts.national[3]
    source_key, source = next(iter(shipped.guidance.sources.items()))
    library = LibraryInForce(
        shipped,
        [
            own("platforms", platform.key, msgspec.structs.replace(platform, name="Own"), platform),
            own("legislation", law.key, msgspec.structs.replace(law, act="Own"), law),
            own("glossary", word.key, msgspec.structs.replace(word, term="Own"), word),
            own("door", entry.id, msgspec.structs.replace(entry, heading="Own"), entry),
            own("contacts", contact.key, msgspec.structs.replace(contact, label="Own"), contact),
            own("sources", source_key, msgspec.structs.replace(source, title="Own"), source),
        ],
    )
    assert library.platforms.platforms[0].name == "Own"
    assert library.legislation.laws[0].act == "Own"
    assert library.glossary.words[0].term == "Own"
    assert library.door.entries[0].heading == "Own"
    assert library.contacts.national[3].label == "Own"
    assert library.guidance.sources[source_key].title == "Own"
    assert library.contacts.edition.endswith("+ school, 21 Nov 2026")
    assert library.indicators == shipped.indicators


def test_the_edition_tells_of_the_latest_change_going_back_included() -> None:
    rows = [
        msgspec.structs.replace(own("nudes", "a", None), changed_on=date(2026, 11, 20)),
        msgspec.structs.replace(own("nudes", "b", None), changed_on=date(2026, 11, 22), withdrawn=True),
    ]
    assert local_edition("2026.2", "nudes", rows) == "2026.2 + school, 22 Nov 2026"
    assert local_edition("2026.2", "nudes", rows[1:]) == "2026.2"
    assert local_edition("2026.2", "police", rows) == "2026.2"


def test_a_row_of_a_flow_that_went_is_told() -> None:
    library = LibraryInForce(load_everything(), [own("gone-flow", "a", Action(id="a", text="Ring."))])
    assert library.guidance.flows == load_library().flows
    assert [(c.file, c.row, c.flag) for c in library.conflicts] == [("gone-flow", "a", "shipped row gone")]
