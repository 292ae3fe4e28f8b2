"""What was done to members, keys, copies and matters, in the sentence to which a second member is asked to agree."""

from dslapp.domain.entity import Entity
from dslapp.domain.matters.compartments import HOLDS_IN_WORDS
from dslapp.domain.matters.inbox_card import check_words
from dslapp.domain.school import ROLE_NAMES, Member, Recovery
from dslapp.domain.trust.entries import Epoch, Erasure, Moved, Neighbour, Restored


def say_act(before: Entity | None, after: Entity) -> str:
    """Say what an entry did, from the value before it (None: there was none) and after it."""
    match after:
        case Member():
            return _member(before if isinstance(before, Member) else None, after)
        case Recovery():
            if isinstance(before, Recovery) and before.recipient == after.recipient:
                return "The recovery sheet was used to open the casebook."
            return "A new recovery sheet was issued; the one before it opens nothing that is written from then on."
        case Epoch():
            return f"The casebook was given new keys (number {after.number})."
        case Restored(snapshot="", foreign_note=note) if note:
            return "It was put on record why a computer’s key store remembered another record than this one."
        case Restored(snapshot=""):
            same = f" Up to entry {after.from_entry} both are the same." if after.from_entry else ""
            return f"It was put on record why another copy stands here than the casebook that was left.{same}"
        case Restored():
            return (
                f"The casebook was put back to the backup {after.snapshot}, entry {after.from_entry}. What was there "
                f"before is kept in quarantine ({after.quarantine})."
            )
        case Moved(direction="out"):
            return f"The matter {after.ref} was moved to the casebook “{after.label}”."
        case Moved():
            return f"A matter was taken in from the casebook “{after.label}” as {after.ref}."
        case Erasure():
            return _erasure(after)
        case Neighbour():
            return _neighbour(before if isinstance(before, Neighbour) else None, after)
        case _:
            return "Something was changed."


def _erasure(after: Erasure) -> str:
    if not after.files:
        return f"{len(after.entries)} entries of {after.ref} were erased."
    files = "A file that must not be held was" if len(after.files) == 1 else f"{len(after.files)} files were"
    return f"{files} purged from {after.ref}, with {len(after.entries)} entries about it."


def _neighbour(before: Neighbour | None, after: Neighbour) -> str:
    words, label = check_words(after.inbox_recipient), after.label
    if before is None:
        return (
            f"The casebook “{label}” was made known, which holds {HOLDS_IN_WORDS[after.holds]}. Its check code is "
            f"{words}: compare them with one of its members."
        )
    if after.withdrawn and not before.withdrawn:
        return f"Nothing is sealed to the casebook “{label}” any more."
    said = [f"What is known of the casebook “{before.label}” was changed."]
    if before.inbox_recipient != after.inbox_recipient:
        said.append(
            f"Its check code was {check_words(before.inbox_recipient)} and is now {words}: compare it with one of "
            "its members on the telephone."
        )
    if before.label != label:
        said.append(f"It is now called “{label}”.")
    if before.holds != after.holds:
        said.append(f"It held {HOLDS_IN_WORDS[before.holds]} and now holds {HOLDS_IN_WORDS[after.holds]}.")
    if before.openers != after.openers:
        said.append(f"Who opens it: {_openers(before)}; now {_openers(after)}.")
    if before.signing_keys != after.signing_keys:
        said.append("Other keys sign for it.")
    if before.folder != after.folder:
        elsewhere = "no folder of this computer"
        said.append(f"It was in {before.folder or elsewhere} and is now in {after.folder or elsewhere}.")
    if before.withdrawn and not after.withdrawn:
        said.append("It is in use again.")
    return " ".join(said)


def _openers(neighbour: Neighbour) -> str:
    return ", ".join(f"{ROLE_NAMES[each.role]} {each.initials}".strip() for each in neighbour.openers) or "nobody"


def _member(before: Member | None, after: Member) -> str:
    who, role = after.name, ROLE_NAMES[after.role]
    if before is None:
        return f"{who} was added as {role}."
    if after.retired and not before.retired:
        return f"{who} ({role}) was removed."
    if before.retired and not after.retired:
        return f"{who} was let in again as {role}."
    if before.signing_key != after.signing_key:
        return f"{who} ({role}) was given a new passphrase and new keys: the old ones count for nothing any more."
    if before.role != after.role:
        return f"{who} was {ROLE_NAMES[before.role]} and is now {role}."
    return f"What is written about {who} was changed."
