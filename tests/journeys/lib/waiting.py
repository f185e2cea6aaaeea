"""Waiting on outcomes: asked again until they are there, never a fixed sleep that hopes. Other programs tell nobody when
they are ready, so there is nothing better to wait on than the answer itself."""
import time

PAUSE = 0.03  # seconds; the programs under test need the processor between the questions


class TooLate(AssertionError):
    """What was waited for did not happen in time."""


def until(what, condition, seconds=20, clock=time.monotonic, pause=time.sleep):
    """Returns the first truthy value of condition(); raises TooLate with `what` and the last answer.

    It gives up only on an answer to a question that was asked after the time was over: on a busy machine a single
    question may take that long, and what it describes is then out of date."""
    deadline = clock() + seconds
    while True:
        is_last = clock() >= deadline
        answer = condition()
        if answer:
            return answer
        if is_last:
            raise TooLate(f"{what}: not within {seconds} s; the last answer was {answer!r}")
        pause(PAUSE)
