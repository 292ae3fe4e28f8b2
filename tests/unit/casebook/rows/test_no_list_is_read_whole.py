"""What is asked at each unlock, on Today and before each file is taken is answered by an index: exhibits are many."""

from collections.abc import Callable

import pytest

from dslapp.casebook.packing.unfinished import unfinished_packs
from dslapp.casebook.purging.hidings import hidings_to_see
from dslapp.casebook.purging.purges import learn_hidden, must_not_be_here
from dslapp.casebook.rows.exhibit_rows import ever_unsound
from dslapp.services.session import Session
from tests.unit.casebook.raw_casebook import NOW

LISTS = ("exhibit ", "custody_event", "derivative", "version v")
OF_FEW = ("exhibit_hidden", "custody_unsound", "version_pack")
"""Indexes that hold only what is asked for: they are read from one end to the other."""


def hidden(session: Session) -> None:
    learn_hidden(session.casebook, session.evidence, session.opened.folder, session.opened.keys)


@pytest.mark.parametrize(
    "asks",
    [
        pytest.param(hidden, id="what is hidden"),
        pytest.param(lambda session: ever_unsound(session.casebook), id="what is locked"),
        pytest.param(lambda session: hidings_to_see(session.casebook, session.member.id, NOW), id="what others hid"),
        pytest.param(lambda session: unfinished_packs(session.casebook), id="packs that were begun"),
        pytest.param(lambda session: must_not_be_here(session.casebook, session.evidence, "ab"), id="the same bytes"),
    ],
)
def test_an_index_answers_it(session: Session, asks: Callable[[Session], object]) -> None:
    asked: list[str] = []
    connection = session.casebook.connection
    connection.set_trace_callback(asked.append)
    try:
        asks(session)
    finally:
        connection.set_trace_callback(None)
    of_lists = [each for each in asked if any(f"FROM {name}" in each for name in LISTS)]
    assert of_lists
    for query in of_lists:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()]
        assert [step for step in steps if step.startswith("SCAN") and not step.endswith(OF_FEW)] == [], query
