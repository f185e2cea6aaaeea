"""What every journey begins and ends with: a folder of its own, things that are closed whatever happens, skips."""
import contextlib
import os
import shutil
import sys
import tempfile
import traceback

SKIPPED = 77


def skip(why):
    print(f"SKIP   : {why}")
    sys.exit(SKIPPED)


class Stage(contextlib.ExitStack):
    """A temporary folder and whatever was started; kept for reading when the journey failed and BELLHOP_KEEP is set."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="bellhop-journey.")

    def path(self, name):
        return os.path.join(self.folder, name)

    def own(self, thing):
        self.callback(thing.close)
        return thing

    def show_logs(self):
        for name in sorted(os.listdir(self.folder)):
            if not name.endswith(".log"):
                continue
            with open(self.path(name), errors="replace") as file:
                print(f"---- {name}\n" + "".join(file.readlines()[-40:]))


def play(*steps):
    """Plays journeys, each on a stage of its own; ends the program: 0, or 1 with what failed."""
    failed = 0
    wanted = sys.argv[1:]
    for step in steps:
        if wanted and step.__name__ not in wanted:
            continue
        stage = Stage()
        try:
            with stage:
                try:
                    step(stage)
                    print(f"PASS   : {step.__name__}", flush=True)
                except BaseException:
                    failed += 1
                    print(f"FAIL!  : {step.__name__}")
                    traceback.print_exc(file=sys.stdout)
                    stage.show_logs()
        finally:
            if not os.environ.get("BELLHOP_KEEP"):
                shutil.rmtree(stage.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)
