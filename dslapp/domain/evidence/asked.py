"""How the questions of an exhibit are put: an e-mail, a chat or a film is not asked what a screenshot is asked."""

import msgspec

from dslapp.domain.evidence.exhibits import CaptureMethod, ExhibitKind


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The words of the questions for one kind of file; `&` marks the key that leads to one."""

    place_reason: str = "The police find a post by its site, its account and its whole address. Display names change."
    shown: str = "Whi&ch time does it show?"
    shown_reason: str = "Exactly as it stands there, such as “21:41” or “2 h”. What it meant can be worked out later."
    captured: str = "When was it capt&ured, and by which clock?"
    captured_reason: str = "Ask whoever took it. It is not the time that the message shows."
    moment: str = "Captured"
    """The same as a label beside its answer; so are the next three."""
    who: str = "Who captured it, and on whose &device?"
    who_reason: str = "The officer asks who can say that this is what was on the screen."
    by: str = "Captured by"
    owner: str = "Device of"
    device: str = "Which device"
    device_prompt: str = "Make and model, if you know them"
    way: str = "How it was captured"
    methods: tuple[tuple[CaptureMethod, str], ...] = (
        ("screenshot", "Screenshot"),
        ("photo of the screen", "Photo of the screen"),
        ("sent to us as it was", "Sent to us as it was"),
        ("downloaded", "Downloaded"),
        ("print", "Print"),
        ("other", "Another way"),
    )


_PICTURE = Asked()
_SAVED = Asked(
    shown="Whi&ch date or time does it show?",
    shown_reason="Exactly as it stands there. What it meant can be worked out later.",
    captured="When was it saved for &us, and by which clock?",
    captured_reason="Ask whoever saved it. It is not the date that stands in it.",
    moment="Saved",
    who="Who saved it, and on whose &device?",
    who_reason="The officer asks who can say that this is the whole file, as it was.",
    by="Saved by",
    way="How it was saved",
    methods=(
        ("sent to us as it was", "Sent to us as it was"),
        ("downloaded", "Downloaded"),
        ("export", "Export from a program"),
        ("print", "Scan or print"),
        ("other", "Another way"),
    ),
)
_KINDS: dict[ExhibitKind, Asked] = {
    "e-mail": Asked(
        place_reason=(
            "The account or page that it is about. If the e-mail itself is the message: “E-mail”, and the address "
            "that wrote it."
        ),
        shown="Whi&ch time of sending does it show?",
        shown_reason="As it stands in the e-mail, with its zone if it has one.",
        captured="When was it saved for &us or forwarded, and by which clock?",
        captured_reason="When it left the mailbox. It is not the time of sending.",
        moment="Saved or forwarded",
        who="Who gave it to us, an&d from whose mailbox?",
        who_reason="The officer asks who can say that this e-mail is whole and unchanged.",
        by="Given to us by",
        owner="Mailbox of",
        device="Which mailbox",
        device_prompt="The address, or the program, if you know it",
        way="How it came out of the mailbox",
        methods=(
            ("sent to us as it was", "Its sender wrote to us"),
            ("forwarded", "Forwarded to us"),
            ("downloaded", "Downloaded, also by IT"),
            ("print", "Print"),
            ("other", "Another way"),
        ),
    ),
    "chat": Asked(
        shown="From whi&ch time to which does it run?",
        shown_reason="The first and the last message, exactly as they stand there.",
        captured="When was it taken o&ut of the app, and by which clock?",
        captured_reason="Ask whoever exported it. It is not the time of a message.",
        moment="Exported",
        who="Who exported it, and from whose &device?",
        who_reason="The officer asks who can say that the chat is whole.",
        by="Exported by",
        way="How it was exported",
        methods=(
            ("export", "Export from the app"),
            ("sent to us as it was", "Sent to us as it was"),
            ("downloaded", "Downloaded"),
            ("other", "Another way"),
        ),
    ),
    "film": Asked(
        shown="Whi&ch time does it show or name?",
        shown_reason="A clock in the picture, a caption, what somebody says: exactly as it is there.",
        captured="When was it filmed, as far as it was told to &us, and by which clock?",
        captured_reason="Ask whoever filmed it. A film that was sent on may have lost its time.",
        moment="Filmed",
        who="Who filmed it, and with whose &device?",
        who_reason="Not who sent it on: that is the next question.",
        by="Filmed by",
        way="How the film came to be here",
        methods=(
            ("sent to us as it was", "Sent to us as it was"),
            ("downloaded", "Downloaded"),
            ("screen recording", "Recorded from a screen"),
            ("other", "Another way"),
        ),
    ),
    "sound": Asked(
        shown="Whi&ch time does it show or name?",
        shown_reason="What somebody says in it, or what the app shows beside it: exactly as it is there.",
        captured="When was it recorded, as far as it was told to &us, and by which clock?",
        captured_reason="Ask whoever recorded it. A voice message that was sent on may have lost its time.",
        moment="Recorded",
        who="Who recorded it, and with whose &device?",
        who_reason="Not who sent it on: that is the next question.",
        by="Recorded by",
        way="How the recording came to be here",
        methods=(
            ("sent to us as it was", "Sent to us as it was"),
            ("downloaded", "Downloaded"),
            ("export", "Export from the app"),
            ("other", "Another way"),
        ),
    ),
    "document": _SAVED,
    "web page": _SAVED,
    "file": _SAVED,
}


def asked_of(kind: ExhibitKind) -> Asked:
    """How the questions are put for a file of this kind."""
    return _KINDS.get(kind, _PICTURE)
