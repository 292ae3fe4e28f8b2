"""Where a recovery key that was typed from paper goes wrong: which of its groups to look at again.

The key's last six characters check the others (bech32, BIP-173). One wrong character, two in a group, two that changed
places, one too many or too few, or two groups that changed places each have one mending that fits: it is looked for by
trying. What fits is only named, never put in its place.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, product

from dslapp.domain.trust.recovery_groups import CHARACTERS, group_number, groups_of

ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""The letters and digits that a key is made of."""

IsKey = Callable[[str], bool]
"""Whether characters make up a whole key."""


def misread_groups(characters: str, is_key: IsKey) -> tuple[int, ...]:
    """The numbers, from 1, of the groups that are wrong in `characters`; empty where nobody can tell.

    `characters` is what `typed_characters` returned, and no key.
    """
    strange = tuple(dict.fromkeys(group_number(place) for place, each in enumerate(characters) if each not in ALPHABET))
    if strange:
        return strange
    if len(characters) == CHARACTERS - 1:
        return next(_where(_one_more(characters), is_key), ())
    if len(characters) == CHARACTERS + 1:
        return next(_where(_one_less(characters), is_key), ())
    if len(characters) != CHARACTERS:
        return ()
    for tries in (_another_character, _changed_places, _groups_changed_places, _two_in_a_group):
        found = next(_where(tries(characters), is_key), ())
        if found:
            return found
    return ()


_Try = tuple[str, tuple[int, ...]]
"""A key that might be meant, and the groups that would then be wrong."""


def _where(tries: Iterator[_Try], is_key: IsKey) -> Iterator[tuple[int, ...]]:
    return (groups for characters, groups in tries if is_key(characters))


def _another_character(typed: str) -> Iterator[_Try]:
    for place, other in product(range(len(typed)), ALPHABET):
        yield typed[:place] + other + typed[place + 1 :], (group_number(place),)


def _one_more(typed: str) -> Iterator[_Try]:
    for place, other in product(range(len(typed) + 1), ALPHABET):
        yield typed[:place] + other + typed[place:], (group_number(place),)


def _one_less(typed: str) -> Iterator[_Try]:
    for place in range(len(typed)):
        yield typed[:place] + typed[place + 1 :], (group_number(place),)


def _changed_places(typed: str) -> Iterator[_Try]:
    for place in range(len(typed) - 1):
        swapped = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        yield swapped, tuple(dict.fromkeys((group_number(place), group_number(place + 1))))


def _groups_changed_places(typed: str) -> Iterator[_Try]:
    groups = groups_of(typed)
    for first, second in combinations(range(len(groups)), 2):
        swapped = list(groups)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield "".join(swapped), (first + 1, second + 1)


def _two_in_a_group(typed: str) -> Iterator[_Try]:
    groups = groups_of(typed)
    for number, group in enumerate(groups):
        for (first, second), (one, other) in product(combinations(range(len(group)), 2), product(ALPHABET, repeat=2)):
            changed = list(group)
            changed[first], changed[second] = one, other
            yield "".join((*groups[:number], "".join(changed), *groups[number + 1 :])), (number + 1,)
