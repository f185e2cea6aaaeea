"""Waiting on outcomes: asked again until they are there, never a fixed sleep that hopes."""
import threading
import time

_pause = threading.Event()


class TooLate(AssertionError):
    """What was waited for did not happen in time."""


def until(what, condition, seconds=20):
    """Returns the first truthy value of condition(); raises TooLate with `what` and the last answer."""
    deadline = time.monotonic() + seconds
    last = None
    while True:
        last = condition()
        if last:
            return last
        if time.monotonic() > deadline:
            raise TooLate(f"{what}: not within {seconds} s; the last answer was {last!r}")
        _pause.wait(0.03)
