"""The headteacher reads and reviews: every service that writes in the record refuses them before it does anything."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import dslapp.services
from dslapp.domain.problems import NotAllowed
from dslapp.domain.roles import may
from dslapp.services.session import Session

EVERYBODYS_OWN = {
    "cover_screen.set_cover_pin",  # one's own PIN
    "keep_draft.keep_form",  # a reviewer's unfinished question, too
    "note_access.note_look",
    "read_case.copy_summary",
    "show_evidence.note_unsound",
    "unlock_casebook.lock_casebook",
    "verify_casebook.verify_casebook",
}
"""What anybody may do who may open the casebook: it notes who looked, and changes no record."""

TAKES_A_FILE_BACK = {"attach_evidence.record_exhibit"}
"""Refuses too, but then throws away the file that it was given, which placeholders do not have."""


def writing_services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every service that saves, or that demands a role which reviewers do not have."""
    for module_info in pkgutil.iter_modules(dslapp.services.__path__):
        module = importlib.import_module(f"dslapp.services.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            if next(iter(inspect.signature(function).parameters), "") != "session":
                continue
            source = inspect.getsource(function)
            acts: list[Any] = re.findall(r'session\.require\("([^"]+)"\)', source)
            saves = ".commit(" in source or ".save_draft(" in source
            if "review a case" not in acts and (saves or not all(may("headteacher", act) for act in acts)):
                yield f"{module_info.name}.{name}", function


SERVICES = dict(writing_services())


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - EVERYBODYS_OWN - TAKES_A_FILE_BACK))
def test_the_headteacher_is_refused(name: str, session: Session, head_session: Callable[[], Session]) -> None:
    head = head_session()
    before = head.casebook.head
    parameters = list(inspect.signature(SERVICES[name]).parameters.values())[1:]
    positional = [None for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD and each.default is each.empty]
    named = {each.name: None for each in parameters if each.kind == each.KEYWORD_ONLY and each.default is each.empty}
    with pytest.raises(NotAllowed):
        SERVICES[name](head, *positional, **named)
    assert head.casebook.head == before


def test_what_everybody_may_do_is_still_there() -> None:
    assert SERVICES.keys() >= EVERYBODYS_OWN
