"""What is heard: bare samples handed to the computer's own loudspeaker; nothing is decoded here."""

from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING, Protocol

from dslapp.domain.problems import UserProblem

if TYPE_CHECKING:
    from miniaudio import Backend

_SYSTEMS = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA")
_BYTES = 2
"""Of one sample."""


class SoundOutput(Protocol):
    """Plays what it is fed until it is closed; silence when there is nothing."""

    def feed(self, samples: bytes) -> None:
        """Play these after what waits."""

    @property
    def heard_s(self) -> float:
        """How many seconds were handed over."""

    @property
    def waiting_s(self) -> float:
        """How many seconds wait."""

    def close(self) -> None:
        """Fall silent, and forget what waits."""


class NoSoundDevice(UserProblem):
    """The computer has nothing to play with, or does not give it."""

    def __init__(self) -> None:
        super().__init__(
            "This computer has no loudspeaker or headphones that can be used now.",
            "Plug headphones in, or close what else uses them, then press Play again.",
        )


class Loudspeaker:
    """The device that the system chooses. Raises NoSoundDevice."""

    def __init__(self, rate: int, channels: int, backends: "list[Backend] | None" = None) -> None:
        import miniaudio  # only when something is played: it opens the system's sound

        self._second = rate * channels * _BYTES
        self._frame = channels * _BYTES
        self._waiting: deque[bytes] = deque()
        self._fed = self._handed = 0
        try:
            self._device = miniaudio.PlaybackDevice(
                nchannels=channels, sample_rate=rate, app_name="DSL Casebook",
                backends=backends or [miniaudio.Backend[name] for name in _SYSTEMS],
            )  # fmt: skip
            hand_over = self._hand_over()
            next(hand_over)
            self._device.start(hand_over)
        except miniaudio.MiniaudioError as error:
            raise NoSoundDevice from error

    def feed(self, samples: bytes) -> None:
        """Play these after what waits."""
        self._fed += len(samples)
        self._waiting.append(samples)

    @property
    def heard_s(self) -> float:
        """How many seconds were handed over."""
        return self._handed / self._second

    @property
    def waiting_s(self) -> float:
        """How many seconds wait."""
        return (self._fed - self._handed) / self._second

    def close(self) -> None:
        """Fall silent, and forget what waits."""
        self._device.close()
        self._waiting.clear()

    def _hand_over(self) -> Generator[bytes, int, None]:
        """Asked by the device's own thread for so many samples of each channel; fewer are followed by silence."""
        left = b""
        frames = yield b""
        while True:
            if not left and self._waiting:
                left = self._waiting.popleft()
            now, left = left[: frames * self._frame], left[frames * self._frame :]
            self._handed += len(now)
            frames = yield now
