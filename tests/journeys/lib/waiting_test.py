#!/usr/bin/env python3
"""waiting_test.py: waiting ends with the first true answer, and gives up only after the time is over."""
import unittest

from waiting import PAUSE, TooLate, until


class Stage:
    """A clock that moves while questions are answered and between them."""

    def __init__(self, answers, cost=0):
        self.now, self.asked, self.answers, self.cost = 0.0, 0, answers, cost

    def condition(self):
        self.asked += 1
        self.now += self.cost
        return self.answers(self)

    def pause(self, seconds):
        self.now += seconds

    def wait(self, seconds=1):
        return until("the stage", self.condition, seconds, lambda: self.now, self.pause)


class Waiting(unittest.TestCase):
    def test_the_first_true_answer_ends_it(self):
        stage = Stage(lambda s: s.asked >= 3 and "there")
        self.assertEqual(stage.wait(), "there")
        self.assertEqual(stage.asked, 3)
        self.assertAlmostEqual(stage.now, 2 * PAUSE)

    def test_what_is_there_is_not_waited_for(self):
        stage = Stage(lambda s: True)
        stage.wait(0)
        self.assertEqual((stage.asked, stage.now), (1, 0))

    def test_it_gives_up_with_the_last_answer(self):
        stage = Stage(lambda s: [])
        with self.assertRaisesRegex(TooLate, r"the stage: not within 1 s; the last answer was \[\]"):
            stage.wait()
        self.assertGreaterEqual(stage.now, 1)
        self.assertLess(stage.now, 1 + 2 * PAUSE)

    def test_a_question_that_outlasts_the_time_is_asked_again(self):
        stage = Stage(lambda s: s.asked == 2, cost=5)
        self.assertTrue(stage.wait())

    def test_a_mistake_in_the_question_is_no_answer(self):
        with self.assertRaises(ZeroDivisionError):
            Stage(lambda s: 1 / 0).wait()


if __name__ == "__main__":
    unittest.main()
