"""What can go wrong in a way that a person can mend: every such error says what happened and what to do next."""


class Problem(Exception):
    """A failure that is told to the person, never a bug.

    `message` is one or two plain sentences; `way_forward` says how to mend it (may be empty).
    Neither ever holds the content of a record: both may reach a log by class only.
    """

    def __init__(self, message: str, way_forward: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_forward = way_forward

    def __str__(self) -> str:
        return f"{self.message} {self.way_forward}".strip()


class UserProblem(Problem):
    """Something the person typed or chose cannot be done; shown beside where they are looking."""

    def __init__(self, message: str, way_forward: str = "", *, field: str = "") -> None:
        super().__init__(message, way_forward)
        self.field = field


class EnvironmentProblem(Problem):
    """The computer stands in the way: disk full, file locked, wrong passphrase, damaged file."""


class NotAllowed(UserProblem):
    """The member's role does not include this act."""


def in_one_line(error: BaseException) -> str:
    """A bug as its class and the innermost place in this program, e.g. "KeyError in dslapp/casebook/store.py, line 90".

    Never its message: that may quote a record.
    """
    place, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "dslapp/" in file:
            place = f" in dslapp/{file.rpartition('dslapp/')[2]}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"
