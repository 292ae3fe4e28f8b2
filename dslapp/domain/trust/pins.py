"""Which PINs anybody would try first: shapes on the keypad, years, dates, and those that surveys find most often."""

from datetime import date
from itertools import pairwise

_KEYPAD_LINES = ("2580", "1470", "3690", "1590", "3570", "147258369", "741852963", "159753", "753159", "789456123")
_FOUND_IN_LEAKS = """
0007 0070 0420 0911 0999 1001 1004 1024 1123 1225 1230 1231 1236 1245 1342 1379 1397 1478 1793 1973 2369 2112 2552 3141
3142 3179 3971 4200 4711 5150 5683 7139 7931 8675 9990 11235 12369 14789 13579 24680 31415 54321 100200 112112 123654
142536 147852 159357 314159 520520 789456 11235813 14725836 12344321
"""
"""Published lists of PINs found in leaks name these over and over, besides those that the rules below describe."""
_COMMON = frozenset(_FOUND_IN_LEAKS.split())


def is_easily_guessed(pin: str) -> bool:
    """Whether a PIN of four to eight digits is one of the few that three tries would find often."""
    return (
        pin in _COMMON
        or _goes_in_steps(pin)
        or _repeats(pin)
        or pin == pin[::-1]
        or any(pin in line or pin in line[::-1] for line in _KEYPAD_LINES)
        or _is_year(pin)
        or _is_date(pin)
    )


def _goes_in_steps(pin: str) -> bool:
    """One digit again and again, digits in a row, every second one: 1111, 4567, 9876, 2468, 7890."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1


def _repeats(pin: str) -> bool:
    """1212, 123123, 1122, 556677."""
    half, odd = divmod(len(pin), 2)
    blocks = any(len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in range(1, half + 1))
    pairs = not odd and pin[::2] == pin[1::2] and _goes_in_steps(pin[::2])
    return blocks or pairs


def _is_year(pin: str) -> bool:
    return len(pin) == 4 and pin[:2] in ("19", "20")


def _is_date(pin: str) -> bool:
    """A birthday with its year, in the orders in which people write it: 130411, 13042011, 20110413."""
    if len(pin) == 6:
        return any(_exists(century + pin[4:], pin[2:4], pin[:2]) for century in ("19", "20")) or any(
            _exists(century + pin[:2], pin[2:4], pin[4:]) for century in ("19", "20")
        )
    if len(pin) == 8:
        return any(
            year[:2] in ("19", "20") and _exists(year, month, day)
            for year, month, day in (
                (pin[4:], pin[2:4], pin[:2]), (pin[4:], pin[:2], pin[2:4]), (pin[:4], pin[4:6], pin[6:]),
            )
        )  # fmt: skip
    return False


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
