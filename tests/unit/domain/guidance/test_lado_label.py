"""The officer is called as the school's authority calls them, in every title and label."""

from dslapp.content.guidance import load_contacts
from dslapp.domain.guidance.contacts import named_locally, whom_to_ring
from dslapp.domain.school import say_lado, short_lado


def test_a_title_names_the_officer_as_the_authority_does() -> None:
    assert say_lado("Summary for the LADO", "Designated Officer") == "Summary for the Designated Officer"
    assert say_lado("LADO (Designated Officer)", "Designated Officer") == "Designated Officer"
    assert say_lado("Summary for the police", "Designated Officer") == "Summary for the police"


def test_buttons_take_the_short_form() -> None:
    assert short_lado("LADO (Designated Officer)") == "LADO"
    assert short_lado("Designated Officer") == "Designated Officer"


def test_whom_to_ring_is_called_so_too() -> None:
    contacts = load_contacts()
    assert named_locally(contacts, "Designated Officer").labels["lado"] == "Designated Officer"
    found = whom_to_ring(contacts, (), "Designated Officer")
    assert found["lado_out_of_hours"].label.startswith("Designated Officer out of hours")
