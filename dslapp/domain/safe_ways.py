"""How something that is still on somebody's device gets here safely; and what is never sent."""

SAFE_WAYS = (
    "School e-mail to the DSL, sent from the device by the child or a parent; never through a personal account or "
    "messenger of anybody who works here.",
    "A cable from the device to this computer, with its owner beside you; nothing else on it is opened.",
    "A photo of the screen with a school camera: the whole screen, with the name, the date and the clock in it. It "
    "warns nobody, where an app tells the other side of a screenshot.",
)
NEVER_SENT = (
    "Never where a naked or sexual image may be part of it: nobody sends, forwards or photographs that. Record it as "
    "imagery not held."
)
IN_SHORT = (
    "Safe ways: school e-mail to the DSL, a cable, a photo of the screen. Never a naked or sexual image: record that "
    "in words."
)
