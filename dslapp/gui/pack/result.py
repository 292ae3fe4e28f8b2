"""What to do with a pack that was made: what is sent, what is told by another way, and what comes back."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dslapp.domain.pack.chosen import PackForm, said_aloud
from dslapp.domain.pack.readers import ReaderWords
from dslapp.gui.case.clipboard_copy import ClipboardCopy
from dslapp.gui.password_card import PasswordCard
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.pack.make_pack import MadePack

_OPENS: dict[PackForm, str] = {
    "zip": "It opens with 7-Zip, not with Windows’ own “Extract all”: right-click it, 7-Zip, Extract files, and type "
    "the password, which follows by another way.",
    "age": "Both files belong together. Open them with: age --decrypt -i {key} -o pack.tar {pack} and type the "
    "password, which follows by another way. Then unpack pack.tar.",
    "folder": "It has no password: keep it where you keep evidence.",
}
_STEPS: dict[PackForm, str] = {
    "zip": "{ask_how} Delete the file here once they have it.",
    "age": "{ask_how} Both files go. Delete them here once they have them.",
    "folder": "Hand it over yourself, on an encrypted stick. Delete it here once they have it.",
}


class PackResult(Card):
    """Hidden until a pack was made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The pack is made, and was checked after writing", parent)
        self._copies = ClipboardCopy(QGuiApplication.clipboard(), self)
        self._where, self._send, self._receipt = Words(), Words(), Words()
        self.number = Words(part="mono")
        self.number.setAccessibleName("The check number")
        self.aloud = Words(part="strong")
        self.aloud.setAccessibleName("The check number, to be read aloud")
        self._telephone = Card("3. Tell by telephone, on a number that you know")
        self.letter = Words(part="mono")
        self.letter.setAccessibleName("Words for the message that goes with it")
        self.copy_button = Button("Copy &these words", "secondary", "copy")
        self.copy_button.clicked.connect(lambda: self._copies.put(self.letter.text()))
        self.password = PasswordCard(with_hand_over=False)
        for part in (
            self._where, Words("1. Get it to them", "strong"), self._send, Words("2. Write with it", "strong"),
            self.letter, self.copy_button, self._telephone, Words("4. Get the receipt", "strong"), self._receipt,
        ):  # fmt: skip
            self.body.addWidget(part)
        for part in (
            self.password, Words("The check number, by which they know that it is your list:"), self.number,
            Words("Read it to them so:"), self.aloud,
        ):  # fmt: skip
            self._telephone.body.addWidget(part)
        self.hide()

    def show_pack(self, made: MadePack, form: PackForm, case_ref: str, words: ReaderWords) -> None:
        """Show what was made of a case, and what to do with it, in the words for whom it is for."""
        names = [each.name for each in made.files]
        self._where.setText(
            f"{' and '.join(names)}, in {made.files[0].parent}: {made.members} files, {_in_mb(made.size)}. "
            f"Exhibits: {', '.join(made.exhibits)}."
        )
        self._send.setText(_STEPS[form].format(ask_how=words.ask_how))
        opens = _OPENS[form].format(key=f'"{names[-1]}"', pack=f'"{names[0]}"')
        self.letter.setText(
            f"Evidence pack of case {case_ref}. {opens} Then read READ-ME-FIRST.txt. Before you rely on it, check it "
            "as HOW-TO-CHECK.pdf says; we tell you the check number by telephone. Please confirm which exhibits came."
        )
        self.number.setText(made.check_number)
        self.aloud.setText(said_aloud(made.check_number))
        self._receipt.setText(
            "It stands in the case’s actions, due within 1 working day: note there who confirmed it, when and how. The "
            "pack stands in the history, and in the continuity of each exhibit."
        )
        self.show()
        if made.password:
            self.password.show_password(made.password, names[0])
        else:
            self.password.clear()
            self.copy_button.setFocus()

    def clear(self) -> None:
        """Take all of it off the screen and the clipboard."""
        self._copies.clear()
        self.password.clear()
        self.number.setText("")
        self.aloud.setText("")
        self.hide()


def _in_mb(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
