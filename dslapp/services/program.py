"""What is there from the program's start to its end, whether a casebook is unlocked or not."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dslapp.services.access.known_casebooks import KnownCasebooks
from dslapp.services.session import Clock
from dslapp.services.window.window_look import WindowLooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from dslapp.casebook.keys.credentials import CredentialStore
    from dslapp.casebook.keys.member_keys import Kdf
    from dslapp.casebook.pictures.reader import PictureReader
    from dslapp.casebook.reading.reader import FileReader
    from dslapp.content.library import Library


@dataclass(frozen=True, kw_only=True)
class Program:
    """Made once by the composition root, handed to the window or to a command.

    `settings` is the folder where this computer remembers things between starts: never anything of a record.
    `casebooks` is where new casebooks are kept unless the person chooses otherwise.
    """

    clock: Clock
    settings: Path
    casebooks: Path
    kdf: "Kdf | None" = None
    """How slow new passphrases are to try; None means as slow as docs/security.md says."""

    key_store: "Callable[[], CredentialStore] | None" = None
    """Makes what asks the computer's own key store; None where nothing is to be kept on this computer."""

    @cached_property
    def credentials(self) -> "CredentialStore | None":
        """The computer's own key store; made when first asked for, since the unlock page must not wait for it."""
        return self.key_store() if self.key_store is not None else None

    @cached_property
    def known(self) -> KnownCasebooks:
        """The casebooks that were opened on this computer."""
        return KnownCasebooks(self.settings / "casebooks.json")

    @cached_property
    def looks(self) -> WindowLooks:
        """How the window looks on this computer."""
        return WindowLooks(self.settings / "window.json")

    @cached_property
    def library(self) -> "Library":
        """The guidance, forms and contacts; read when first asked for, since the unlock page must not wait for it."""
        from dslapp.content.library import load_library

        return load_library()

    @cached_property
    def files(self) -> "FileReader":
        """What reads files of every kind in processes of their own."""
        from dslapp.casebook.reading.reader import FileReader

        return FileReader()

    @property
    def pictures(self) -> "PictureReader":
        """What decodes pictures: a part of `files`."""
        return self.files

    def close(self) -> None:
        """End what was started for this program."""
        if "files" in self.__dict__:
            self.files.close()
