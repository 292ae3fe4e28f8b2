"""A row of the guidance as the school wants it: it stands in place of the shipped row, or beside the shipped ones."""

from datetime import date

from dslapp.domain.entity import Entity


class LocalRow(Entity, frozen=True, kw_only=True):
    """One step, contact, platform card, act, word, source or entry of the first screen, changed by the school.

    `file` is the id of a flow, or contacts, platforms, legislation, glossary, sources, door; `row` the step's id or the
    row's key. There is one `LocalRow` for each of them: a later change is its next version.
    """

    file: str
    row: str
    content: str = ""
    """The whole row as JSON (`row_content.row_text`); empty: the shipped row is taken out."""
    based_on: str = ""
    """Fingerprint of the shipped row that it replaces; empty: there was none, the row is new."""
    shipped_then: str = ""
    """The text of that shipped row, so that what changed in it since can be shown."""
    changed_on: date
    checked_on: date | None = None
    note: str = ""
    """Why the school does it differently."""
    withdrawn: bool = False
    """Taken back: the shipped row holds again."""
