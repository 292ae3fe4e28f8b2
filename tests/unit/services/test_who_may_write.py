"""Every service that writes refuses whoever's role does not include it, before it does anything."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

import dslapp.services
from dslapp.domain.problems import NotAllowed
from dslapp.domain.roles import may
from dslapp.domain.school import Role
from dslapp.services.session import Session
from tests.casebooks import HEAD

EVERYBODYS_OWN = {
    "access.cover_screen.set_cover_pin",  # one's own PIN
    "matters.make_known.export_card",  # the address of the inbox is public
    "case.keep_draft.keep_form",  # a reviewer's unfinished question, too
    "case.note_access.note_look",
    "copies.show_copy.note_copy_unsound",
    "exhibits.show_evidence.note_unsound",
    "access.unlock_casebook.lock_casebook",
}
"""What anybody may do who may open the casebook: it notes who looked, and changes no record."""

TAKES_A_FILE_BACK = {"intake.attach_evidence.record_exhibit"}
"""Refuses too, but then throws away the file that it was given, which placeholders do not have."""

UNLIKE_THE_OTHERS = EVERYBODYS_OWN | TAKES_A_FILE_BACK


def refusing_services(role: Role) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every service that demands what `role` may not do, or that saves and demands nothing by itself."""
    for module_info in pkgutil.walk_packages(dslapp.services.__path__, f"{dslapp.services.__name__}."):
        module = importlib.import_module(module_info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            if next(iter(inspect.signature(function).parameters), "") != "session":
                continue
            source = inspect.getsource(function)
            acts: list[Any] = re.findall(r'session\.require\("([^"]+)"\)', source)
            saves = ".commit(" in source or ".save_draft(" in source
            if (saves and not acts) or not all(may(role, act) for act in acts):
                yield f"{module_info.name.removeprefix('dslapp.services.')}.{name}", function


SERVICES: dict[Role, dict[str, Callable[..., Any]]] = {
    role: dict(refusing_services(role)) for role in ("headteacher", "read_only")
}
CASES: list[tuple[Role, str]] = [
    *(("headteacher", name) for name in sorted(SERVICES["headteacher"].keys() - UNLIKE_THE_OTHERS)),
    *(("read_only", name) for name in sorted(SERVICES["read_only"].keys() - SERVICES["headteacher"].keys())),
]


@pytest.mark.parametrize(("role", "name"), CASES)
def test_whoever_may_not_is_refused(role: Role, name: str, unlock_as: Callable[[str], Session]) -> None:
    opened = unlock_as(HEAD)
    session = dataclasses.replace(opened, member=msgspec.structs.replace(opened.member, role=role))
    before = session.casebook.head
    parameters = list(inspect.signature(SERVICES[role][name]).parameters.values())[1:]
    positional = [None for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD and each.default is each.empty]
    named = {each.name: None for each in parameters if each.kind == each.KEYWORD_ONLY and each.default is each.empty}
    with pytest.raises(NotAllowed):
        SERVICES[role][name](session, *positional, **named)
    assert session.casebook.head == before


def test_what_everybody_may_do_is_still_there() -> None:
    assert SERVICES["headteacher"].keys() >= UNLIKE_THE_OTHERS
