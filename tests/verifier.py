"""The verifier that is handed out with an extract, as a module."""

import importlib.util
from pathlib import Path
from types import ModuleType

VERIFIER = Path(__file__).parents[1] / "packaging" / "verifier" / "verify_casebook_extract.py"


def the_verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_casebook_extract", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
