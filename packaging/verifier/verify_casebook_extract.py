"""Check an extract of one case of a DSL Casebook. Nothing of the program that wrote it is needed.

    python verify_casebook_extract.py EXTRACT [--files FOLDER] [--seal 120=ABCD-EFGH-JKMN]

Needs Python 3.11 and the library `cryptography`. FOLDER holds original evidence files; a seal stands beside its entry's
number at the foot of each printed page. The format: docs/file-formats.md. Stored texts are hashed as they are.
Exit code 0: everything fits. 1: something does not. 2: the extract could not be read.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TEXTS = ("casebook", "prev", "session", "actor", "key", "action", "entity_type", "entity_id", "commitment")
KINDS = {**dict.fromkeys(TEXTS, str), **dict.fromkeys(("v", "seq", "at", "version"), int)}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOT_PROVED = (
    "Not proved: that what was written is true, a picture genuine, the clock right, or each key in its owner's hands;",
    "that nothing that is not shown is about this case or took a key away (the last signature is the word for it);",
    "that no member wrote the end anew before the extract was made (an older seal on paper shows it: --seal).",
)

# Which roles may write which kind of entry; a kind that is not named is written by WRITERS.
LEADERS, REVIEWERS = {"dsl", "case_manager"}, {"headteacher", "chair_of_governors"}
WRITERS, MANAGERS = LEADERS | {"deputy_dsl"}, LEADERS | REVIEWERS
EVERYBODY = WRITERS | REVIEWERS | {"read_only"}
MAY_WRITE = {
    **dict.fromkeys(("access", "cover_pin", "custody_event", "countersignature", "drill", "seal_check"), EVERYBODY),
    **dict.fromkeys(("member", "recovery", "epoch", "paper_seal"), MANAGERS),
    **dict.fromkeys(("restored", "review", "action"), WRITERS | REVIEWERS),
    **dict.fromkeys(("moved", "erasure"), LEADERS),
    **dict.fromkeys(("backup_place", "step checked", "step missing", "step hash mismatch"), EVERYBODY),
}
BY_THE_SHEET = {"member", "recovery", "epoch", "access"}
WRITTEN_ONCE = {"countersignature", "seal_check", "drill", "paper_seal", "restored", "moved", "erasure"}
NEEDED = {"member": ["id", "role", "signing_key"], "recovery": ["id", "recipient"], "exhibit": ["id", "ref"]}
FOUNDING, PEOPLE = {"member", "school", "recovery"}, {"person", "account"}
Record = dict[str, Any]


class Shown(NamedTuple):
    part: str
    body: str
    hash: str
    signature: str
    salt: str
    content: str | None


def read(data: bytes) -> Record:
    """The file as values, each shown entry as `Shown`. Raises ValueError unless all of it has its form."""
    top = parsed(data)
    try:
        top["entries"] = [each if isinstance(each, str) else Shown(**each) for each in top["entries"]]
        shown = [each for each in top["entries"] if isinstance(each, Shown)]
        texts = [top["casebook"], top["incident"], top["ref"], top["head"]["hash"], *(t for e in shown for t in e[:5])]
        texts += [each.content for each in shown if each.content is not None]
        fits = top["format"] == "dsl-casebook/extract/1" and shown and isinstance(top["head"]["seq"], int)
        fits = fits and {each.part for each in shown} <= {"case", "withheld", "people", "keys", "record", "chain"}
    except (KeyError, TypeError):
        fits, texts = False, []
    if not fits or not all(isinstance(each, str) for each in texts):
        raise ValueError("it does not have the form of an extract")
    return dict(top)


def parsed(text: str | bytes) -> Any:
    """JSON as values; None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def body_of(text: str) -> Record | None:
    """What an entry says; None when it cannot be read."""
    body = parsed(text)
    sound = isinstance(body, dict) and all(isinstance(body.get(name), kind) for name, kind in KINDS.items())
    return body if sound and 0 <= body["at"] < 1 << 47 else None


def value_of(content: str | None) -> tuple[str, Record]:
    """The kind of a record and the record itself; both empty when it cannot be read."""
    stored = parsed(content or "")
    kind, value = (str(stored.get("kind")), stored.get("entity")) if isinstance(stored, dict) else ("", None)
    if isinstance(value, dict) and all(isinstance(value.get(name), str) for name in NEEDED.get(kind, ["id"])):
        return kind, value
    return "", {}


def differ(one: Record, other: Record, *names: str) -> bool:
    return any(one.get(name) != other.get(name) for name in names)


def sha256(domain: str, *parts: bytes | str) -> str:
    joined = b"".join(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts)
    return hashlib.sha256(domain.encode() + b"\0" + joined).hexdigest()


def raw(digits: str) -> bytes:  # what is no hexadecimal number fits nothing
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def signed(key: str, digest: str, signature: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(raw(key))
        public.verify(raw(signature), b"dsl-casebook/signature/v1\0" + raw(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_of(digest: str) -> str:
    letters = "".join(CROCKFORD[int(digest[:16], 16) >> shift & 31] for shift in range(59, 3, -5))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


class Check:
    """One walk over an extract, entry by entry. `faults`: what does not fit, with the number of its entry, or 0."""

    def __init__(self, extract: Record) -> None:
        self.extract, self.entries = extract, extract["entries"]
        self.faults, self.remarks = list[tuple[int, str]](), list[str]()
        self.hashes = ["0" * 64]
        self.members, self.recovery = dict[str, Record](), Record()
        self.sitting = ("", "")
        self.founders = self.clock = 0
        self.kinds: dict[str, str] = {}
        self.numbers, self.signatures = Counter[str](), Counter[str]()
        self.exhibits: dict[str, Record] = {}
        records = [(n, *value_of(each.content)) for n, each in enumerate(self.entries, 1) if isinstance(each, Shown)]
        erasures = [(seq, value.get("entries")) for seq, kind, value in records if kind == "erasure"]
        self.erased = {n for seq, of in erasures if isinstance(of, list) for n in of if type(n) is int and n < seq}
        for seq, entry in enumerate(self.entries, 1):
            if isinstance(entry, str):
                self.hashes.append(sha256("dsl-casebook/entry/v2", self.hashes[-1], entry))
            else:
                self.show(seq, entry, body_of(entry.body))
        if extract["head"] != {"seq": len(self.entries), "hash": self.hashes[-1]}:
            self.faults.append((len(self.entries), "the journal ends otherwise than the extract says"))
        if isinstance(self.entries[-1], str):
            self.faults.append((len(self.entries), "the last entry is not shown, so nobody has signed the chain"))

    def show(self, seq: int, entry: Shown, body: Record | None) -> None:
        """Check an entry that is shown: its place in the chain, what it committed to, and whose it is."""
        before = self.hashes[-1]
        if body is None or body["v"] == 1:
            self.hashes.append(sha256("dsl-casebook/entry/v1", entry.body))
        else:
            digest = sha256("dsl-casebook/body/v2", entry.body)
            self.hashes.append(sha256("dsl-casebook/entry/v2", body["prev"], digest))
        if self.hashes[-1] != entry.hash:
            self.faults.append((seq, "its text was changed"))
        if body is None:
            return self.faults.append((seq, "its text cannot be read"))
        if (body["seq"], body["prev"], body["casebook"]) != (seq, before, self.extract["casebook"]):
            self.faults.append((seq, "it does not follow from the entry before it"))
        if body["at"] < self.clock:
            self.remarks.append(f"entry {seq}: the computer's clock had gone back")
        self.clock = body["at"]
        kind, value = self.content(seq, entry, body) if entry.part != "chain" else ("", {})
        self.author(seq, entry, body, kind, value)

    def content(self, seq: int, entry: Shown, body: Record) -> tuple[str, Record]:
        """What the entry committed to: there, unchanged, and in its place among the versions of its record."""
        of, number = body["entity_id"], body["version"]
        if entry.content is None:
            gone = "withheld" if entry.part == "withheld" else "erased" if seq in self.erased else ""
            if gone and body["entity_type"] not in {*FOUNDING, "erasure"}:
                self.remarks.append(f"entry {seq}: what it said was {gone}; that it stood there is proved")
                self.numbers[of] = number
            else:
                self.faults.append((seq, "what it committed to is missing"))
            return "", {}
        if seq in self.erased:
            self.faults.append((seq, "what was erased is there again"))
        if number <= self.numbers[of] or (number > self.numbers[of] + 1 and body["entity_type"] not in PEOPLE):
            self.faults.append((seq, "a version of this record is missing or doubled"))
        self.numbers[of] = number
        if sha256("dsl-casebook/content/v1", raw(entry.salt), entry.content) != body["commitment"]:
            self.faults.append((seq, "the record was changed after it was signed"))
        kind, value = value_of(entry.content)
        case = value.get("id") if kind == "incident" else value.get("incident_id")
        foreign = entry.part == "case" and case != self.extract["incident"]
        if foreign or self.kinds.setdefault(of, kind) != kind or (kind, value.get("id")) != (body["entity_type"], of):
            self.faults.append((seq, "the record cannot be read or stands under another one's number"))
        if kind == "exhibit":
            before = self.exhibits.get(of, value)
            self.exhibits[of] = value
            if differ(before, value, "ref", "producer", "number"):
                self.faults.append((seq, "it gives an exhibit another number"))
            if before.get("file_id") and differ(before, value, "file_id", "sha256", "size"):
                self.faults.append((seq, "it puts another file in the place of an exhibit's own"))
        return kind, value

    def author(self, seq: int, entry: Shown, body: Record, kind: str, value: Record) -> None:
        """Whose key is good at this entry, whether it signed it, and whether its owner may write this."""
        actor, writes = body["actor"], f"step {value.get('what')}" if kind == "custody_event" else body["entity_type"]
        self.sitting = (actor, body["session"]) if seq == 1 else self.sitting
        first_ones = (actor, body["session"]) == self.sitting and kind in FOUNDING and not self.recovery
        self.founders += first_ones and seq == self.founders + 1
        sheet = self.recovery.get("id") == actor
        first = value if seq == 1 and kind == "member" and actor == value["id"] else {}
        author = self.recovery if sheet else self.members.get(actor, first)
        had = {"member": self.members.get(str(value.get("id"))), "recovery": self.recovery}.get(kind) or value
        new_key = differ(had, value, "signing_key")
        manages = sheet or (actor != value.get("id") and author.get("role") in MANAGERS)
        judged = author if seq != self.founders else {}
        barred = judged.get("retired") or (judged and judged.get("role") not in MAY_WRITE.get(writes, WRITERS))
        own = author.get("signing_key") == body["key"]
        rules = {
            "the recovery sheet does not write this": judged and sheet and writes not in BY_THE_SHEET,
            "its author had left by then, or their role does not write this": barred and not sheet,
            "a sheet replaces itself": sheet and had is self.recovery and (new_key or differ(had, value, "recipient")),
            "it stands beside a recovery sheet that is there": differ(had, value, "id"),
            "it changes what is written once": writes in WRITTEN_ONCE and body["version"] > 1,
            "it gives a member another key": new_key and not manages,
            "it lets somebody else in in a member's name": differ(had, value, "age_recipient") and not new_key,
            "it gives its own author another role": differ(had, value, "role") and actor == value["id"],
            "its signature does not fit its author": not own or not signed(body["key"], entry.hash, entry.signature),
        }
        self.faults += [(seq, words) for words, broken in rules.items() if broken]
        if not any(rules.values()):
            self.signatures["the recovery sheet" if sheet else f"{author.get('name')}, {author.get('role')}"] += 1
            self.members |= {value["id"]: value} if kind == "member" else {}
            self.recovery = value if kind == "recovery" else self.recovery

    def seals(self, typed: list[str]) -> None:
        """Compare seals from paper, each "entry=seal", with the entries as they are in the chain."""
        for each in typed:
            number, _, seal = each.partition("=")
            entry = int(number) if number.isdecimal() and len(number) < 10 else 0
            if not 0 < entry < len(self.hashes) or seal_of(self.hashes[entry]) != seal.strip().upper():
                self.faults.append((entry, f"the seal {seal} from paper is not the seal of this entry"))

    def files(self, folder: Path) -> None:
        """Compare files with the exhibits by their SHA-256. A file that is no exhibit's is a fault."""
        wanted = {str(value.get("sha256")): value["ref"] for value in self.exhibits.values()}
        given = set()
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest not in wanted:
                self.faults.append((0, f"the file {path.name} is no exhibit's original (SHA-256 {digest})"))
            given.add(wanted.get(digest))
        said = ("no file was given for it", "its original file was given and fits")
        self.remarks += [f"exhibit {ref}: {said[ref in given]}" for ref in wanted.values()]


def report(check: Check) -> list[str]:
    extract, shown = check.extract, sum(isinstance(entry, Shown) for entry in check.entries)
    at = datetime(1970, 1, 1) + timedelta(milliseconds=check.clock)
    return [
        f"Case {extract['ref']} of the casebook {extract['casebook']}, as it stood on {at:%d %B %Y at %H:%M} UTC.",
        f"{len(check.entries)} journal entries, {shown} are shown; the last has the seal {seal_of(check.hashes[-1])}.",
        "Checked: that each entry follows from the one before; that what is shown is what was committed to, with every",
        "version (of people: what this case knew); that it was signed with a good key, by a member who may write it.",
        *(f"Signed by {name}: {count} entries" for name, count in check.signatures.items()),
        *(f"Exhibit {e['ref']}: {e.get('original_name')} SHA-256 {e.get('sha256')}" for e in check.exhibits.values()),
        *(f"Note: {remark}" for remark in check.remarks),
        *NOT_PROVED,
        *(f"DOES NOT FIT: entry {entry}: {what}" for entry, what in check.faults),
        "Something does not fit." if check.faults else "Everything that was checked fits.",
    ]


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(description="Check an extract of one case of a DSL Casebook.")
    parser.add_argument("extract", type=Path)
    parser.add_argument("--files", type=Path, help="a folder of original evidence files")
    parser.add_argument("--seal", action="append", default=[], help="an entry's number, = and its seal from paper")
    given = parser.parse_args(arguments)
    try:
        check = Check(read(given.extract.read_bytes()))
        check.seals(given.seal)
        if given.files:
            check.files(given.files)
        lines, code = report(check), 1 if check.faults else 0
    except (ValueError, RecursionError, OSError) as error:
        lines, code = [f"It could not be read: {error}."], 2
    for line in lines:  # no name in an extract may steer the terminal
        text = "".join(c if c.isprintable() else "?" for c in line)
        sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "replace") + b"\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
