"""Where an exhibit was: its parts in one line, and addresses that name a site only."""

import pytest

from dslapp.domain.evidence.exhibits import is_bare_address, place_in_words


@pytest.mark.parametrize("address", ["chatnest.example.com", "https://chatnest.example.com/", "www.example.com"])
def test_an_address_that_names_only_the_site_is_called_bare(address: str) -> None:
    assert is_bare_address(address)


@pytest.mark.parametrize(
    "address", ["https://chatnest.example.com/m/7731", "https://example.com/?post=9", "", "on her phone"]
)
def test_a_whole_address_or_none_is_not(address: str) -> None:
    assert not is_bare_address(address)


def test_a_place_is_told_in_one_line_without_what_is_empty() -> None:
    assert place_in_words("ChatNest", "@moved.away.example", " ", "") == "ChatNest · @moved.away.example"
