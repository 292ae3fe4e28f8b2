"""What waited and was dropped when the gate was answered with yes: by name, and what to do with where it came from."""

from collections.abc import Sequence

from dslapp.domain.case.case_words import count_of
from dslapp.domain.seen_words import file_name
from dslapp.gui.evidence.intake.tray import TrayItem
from dslapp.gui.widgets.banner import Banner

_LEAVE_IT = "leave {it} there, open and delete nothing, tell the police."
_LATER = " Those that are harmless can be added again once the police have advised."


class DroppedBanner(Banner):
    """Hidden until something was dropped: whoever tells the police must know which, and what is to be added again."""

    def __init__(self) -> None:
        super().__init__("danger")
        self._marked = ""
        self.hide()

    def mark(self, item: TrayItem) -> None:
        """This is the one of which somebody says that it must not be here."""
        self._marked = item.name

    def tell(self, items: Sequence[TrayItem], under_way: Sequence[TrayItem], unread: Sequence[str]) -> None:
        """Name what is dropped: `items` of which some are `under_way`, and what waited for the answer, `unread`."""
        saving = [item for item in under_way if item.looked is not None]
        names = [*(item.name for item in items if item not in saving), *unread]
        marked, self._marked = self._marked, ""
        if not names and not saving:
            return
        self.show_message("danger", _dropped(names), " ".join(filter(None, (
            f"“{file_name(marked)}” is the one that must not be here." if marked else "",
            _left(len(names)),
            f"Being saved just then: {_listed([item.name for item in saving])}. Is it among the exhibits? Press “Must "
            "not be here” there." if saving else "",
        ))))  # fmt: skip
        self.show()


def _dropped(names: Sequence[str]) -> str:
    if not names:
        return ""
    was = "was dropped; it was not saved" if len(names) == 1 else "were dropped; none of them was saved"
    return f"{count_of(len(names), 'file')} that waited {was}: {_listed(names)}."


def _left(many: int) -> str:
    if many == 1:
        return "The original is where you took it from: " + _LEAVE_IT.format(it="it")
    return "Their originals are where you took them from: " + _LEAVE_IT.format(it="them") + _LATER


def _listed(names: Sequence[str]) -> str:
    return ", ".join(file_name(name) for name in names)
