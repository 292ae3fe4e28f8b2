"""What the person is told when the words of a picture cannot be read by machine."""

from dslapp.domain.problems import EnvironmentProblem, UserProblem


class NotReadByMachine(UserProblem):
    """The machine gave up on this picture; the picture is as it was."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "Look at the picture itself; what matters in it can be written down by hand.")


class MachineReaderBroken(EnvironmentProblem):
    """The child process does not start."""

    def __init__(self) -> None:
        super().__init__(
            "The part of the program that reads the words in pictures does not start.",
            "Everything else works without it. Ask your IT support to install the program again.",
        )


def too_slow(seconds: float) -> NotReadByMachine:
    """Say that the child was stopped."""
    return NotReadByMachine(f"Reading the words took longer than {seconds:.0f} seconds, so it was stopped.")


def gave_up() -> NotReadByMachine:
    """Say that the child ended or ran out of memory."""
    return NotReadByMachine("The words in this picture could not be read by machine.")
