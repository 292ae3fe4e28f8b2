"""The question before a file of the evidence leaves the casebook as it is, unencrypted."""

from dslapp.gui.prompter import Prompter

_NOT_ENCRYPTED = (
    "Whoever gets the file can open it. Save it only where you would leave the exhibit itself, and delete it when it "
    "has been handed over. For the LADO or the police, a referral is encrypted."
)


def may_leave_unencrypted(prompter: Prompter) -> bool:
    """Whether the person goes on, having read that the copy will not be encrypted."""
    return prompter.confirm("This copy will not be encrypted.", _NOT_ENCRYPTED, "Save it unencrypted", danger=True)
