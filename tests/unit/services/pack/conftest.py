"""A case from which packs are made."""

import pytest

from dslapp.services.session import Session
from tests.packs import PackedCase, packed_case


@pytest.fixture
def case(session: Session) -> PackedCase:
    """With exhibits of several kinds and a redacted copy."""
    return packed_case(session)
