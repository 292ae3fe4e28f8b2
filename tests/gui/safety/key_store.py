"""A key store for tests of the window."""


class KeepsInMemory:
    """A key store that needs no computer: what the real one does is tried elsewhere."""

    name = "this computer’s keyring"

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def read(self, item: str, *, may_ask: bool = False) -> str | None:
        return self.held.get(item)

    def write(self, item: str, value: str, *, may_ask: bool = False) -> None:
        self.held[item] = value

    def forget(self, item: str, *, may_ask: bool = False) -> None:
        self.held.pop(item, None)
