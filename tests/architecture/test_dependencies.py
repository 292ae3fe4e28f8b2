"""What pyproject.toml declares is what the program imports: nothing more, nothing less; and the locks pin it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import dslapp

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOADED_BY_ANOTHER = {
    "tzdata": "zoneinfo reads Europe/London from it where the system has no time zones (Windows)",
    "pyyaml": "msgspec.yaml reads with it",
}
BROUGHT_BY_ANOTHER = {
    "shiboken6": "a part of PySide6",
    "secretstorage": "keyring brings it where it works: on Linux",
    "numpy": "rapidocr takes and gives its arrays",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    return {normal(re.split(r"[\[<>=~!; ]", requirement)[0]) for requirement in PROJECT["dependencies"]}


def optional() -> set[str]:
    """What the program uses where it is installed."""
    return {normal(re.split(r"[<>=~!; ]", each)[0]) for each in PROJECT["optional-dependencies"]["ocr"]}


def imported_distributions() -> set[str]:
    """The distributions whose modules are imported, or whose data is read, anywhere in dslapp."""
    modules: set[str] = set()
    for path in (ROOT / "dslapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "resources.files":
                modules |= {str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)}
    owners = packages_distributions()
    modules -= set(sys.stdlib_module_names)
    found = {normal(owner) for module in modules for owner in owners.get(module, ())}
    return {owner for owner in found if not owner.endswith("-stubs")}


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+==[^ ]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_declared_dependency_is_used() -> None:
    assert declared() - imported_distributions() - LOADED_BY_ANOTHER.keys() == set()


def test_every_import_is_declared() -> None:
    assert imported_distributions() - declared() - optional() - BROUGHT_BY_ANOTHER.keys() == set()


def test_what_is_optional_is_used_in_one_package_of_the_program_only() -> None:
    users = {
        path.parent.name
        for path in (ROOT / "dslapp").rglob("*.py")
        if re.search(r"^(import|from) (numpy|onnxruntime|rapidocr)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == {"recognition"}


def test_the_yaml_reader_is_used_through_msgspec() -> None:
    assert any("msgspec.yaml" in path.read_text(encoding="utf-8") for path in (ROOT / "dslapp").rglob("*.py"))


def test_the_locks_pin_every_declared_dependency_alike() -> None:
    locked = {name.split("==")[0] for name in pinned("requirements.lock")}
    assert declared() <= locked
    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")
    assert pinned("requirements.lock") <= pinned("requirements-ocr.lock")
    assert optional() <= {name.split("==")[0] for name in pinned("requirements-ocr.lock")}


def test_the_locks_do_not_contradict_each_other() -> None:
    """The tests install one after the other into the same environment."""
    developers = {name.split("==")[0] for name in pinned("requirements-dev.lock")}
    both = {each for each in pinned("requirements-ocr.lock") if each.split("==")[0] in developers}
    assert both <= pinned("requirements-dev.lock")


def test_the_locks_name_no_index() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-ocr.lock"):
        assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_program_and_its_package_have_one_version() -> None:
    assert PROJECT["version"] == dslapp.__version__


def test_the_table_of_licences_names_what_is_locked() -> None:
    """Mend: python packaging/licences.py."""
    table = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| ([a-z0-9.-]+) \| ([^ ]+) \|", table, re.MULTILINE))
    assert rows == {tuple(pin.split("==")) for pin in pinned("requirements.lock") | pinned("requirements-ocr.lock")}


def test_no_library_binds_the_program_to_the_gpl() -> None:
    table = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    licences = dict(re.findall(r"^\| ([a-z0-9.-]+) \| [^ ]+ \| (.+) \|$", table, re.MULTILINE))
    assert [name for name, licence in licences.items() if "GPL" in licence and "LGPL" not in licence] == []
