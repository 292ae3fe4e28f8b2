"""How something that is still on somebody's device gets here safely; and what is never sent."""

SAFE_WAYS = (
    "First: an e-mail from its owner, the child or a parent, to the DSL’s school address; never through a personal "
    "account or messenger of anybody who works here.",
    "Second: a photo of the screen with a school camera: the whole screen, with the name, the date and the clock in "
    "it. It warns nobody, where an app tells the other side of a screenshot.",
    "Only if neither works, and not if the police may want the phone: a cable. The owner picks the one file. Cancel "
    "any “import pictures” window: it would copy everything that is on the phone.",
)
NEVER_SENT = (
    "Never where a naked or sexual image may be part of it: nobody sends, forwards or photographs that. Record it in "
    "words."
)
IN_SHORT = (
    "Safe ways: an e-mail from its owner to the DSL’s school address, or a photo of the screen with a school camera. "
    "Never a naked or sexual image: record that in words."
)
