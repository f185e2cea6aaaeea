"""The real `bellhop` under the desktop wrapper: read through AT-SPI, worked by keys, its database only looked at."""
import os
import sqlite3
import subprocess

import pyatspi
from gi.repository import GLib

from server import BIN
from waiting import until


def walk(node, depth=40):
    """Every accessible below `node`; what vanishes on the way is left out."""
    try:
        count = min(node.childCount, 400)
    except GLib.Error:
        return
    for index in range(count):
        try:
            child = node.getChildAtIndex(index)
            if child is None:
                continue
        except GLib.Error:
            continue
        yield child
        if depth:
            yield from walk(child, depth - 1)


def look(question, otherwise=None):
    """The answer of an accessible that may be gone by now."""
    try:
        return question()
    except (GLib.Error, NotImplementedError, AttributeError):
        return otherwise


class Client:
    """One agent's program; its folder outlives it. Without a server it starts as on the first day."""

    def __init__(self, stage, name, server=None, token="", sample=False):
        """`sample`: on the sample desk of its own."""
        self.name = name
        self.folder = stage.path(name)
        self.server = server
        self.token_file = stage.path(name + ".token")
        self.log = stage.path(name + ".log")
        self.process = None
        self.sample = sample
        stage.own(self)
        if not server:
            return
        with open(self.token_file, "w") as file:
            file.write(token + "\n")
        os.chmod(self.token_file, 0o600)

    def start(self, usable=True):
        out = open(self.log, "ab")
        desk = ["--sample"] if self.sample else []
        if self.server:
            desk = ["--desk", self.server.url, "--token-file", self.token_file]
        self.process = subprocess.Popen([os.path.join(BIN, "bellhop"), "--data", self.folder, *desk],
                                        stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        out.close()
        if usable:
            self.until_usable()
        return self

    def until_usable(self):
        def there():
            assert self.process.poll() is None, f"{self.name} ended by itself: {self.process.returncode}"
            return self.find("Views", "list")
        until(f"the main window of {self.name}", there, 30)
        return self

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    close = kill

    def dead(self):
        return self.process.poll() is not None

    # What a screen reader sees.

    def application(self):
        desktop = pyatspi.Registry.getDesktop(0)
        for index in range(desktop.childCount):
            each = look(lambda: desktop.getChildAtIndex(index))
            if each and look(each.get_process_id) == self.process.pid:
                return each
        return None

    def everything(self):
        root = self.application()
        return walk(root) if root else iter(())

    def find(self, name, role=None, focused=False):
        """The first accessible shown now whose name holds `name`, or None."""
        def fits(each):
            if name not in each.name or (role and each.getRoleName() != role):
                return False
            state = each.getState()
            return state.contains(pyatspi.STATE_SHOWING) and (not focused or state.contains(pyatspi.STATE_FOCUSED))
        return next((each for each in self.everything() if look(lambda: fits(each))), None)

    def wait_for(self, name, role=None, focused=False, seconds=20):
        return until(f"{role or 'something'} {name!r} in {self.name}", lambda: self.find(name, role, focused), seconds)

    # What hands do.

    def window(self):
        """The main window's X id."""
        def search():
            done = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Bellhop$"],
                                  capture_output=True, text=True)
            return done.stdout.split()
        return until(f"the window of {self.name}", search)[0]

    def windows(self):
        """How many X windows the program shows, menus with them: those are not below the application in AT-SPI."""
        done = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", ""],
                              capture_output=True, text=True)
        return len(done.stdout.split())

    def front(self):
        """Makes the main window the active one."""
        window = self.window()
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True, timeout=20)

    def open(self, subject):
        """Opens the ticket from the list of all tickets with the mouse."""
        self.front()
        self.keys("ctrl+3")
        self.wait_for("All", "label")
        def chosen():
            row = self.find(subject, "table cell")
            box = row and look(lambda: row.queryComponent().getExtents(pyatspi.DESKTOP_COORDS))
            if not box:
                return None
            subprocess.run(["xdotool", "mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2), "click", "1"],
                           check=True, timeout=20)
            for _ in range(20):
                if any(look(lambda: each.name) == subject for each in self.everything()
                       if look(each.getRoleName) == "label" and look(lambda: each.getState().contains(pyatspi.STATE_SHOWING))):
                    return True
            return None
        until(f"the ticket {subject!r} opens in {self.name}", chosen)

    def compose(self, words, note=False):
        """Types a reply or a note into the open ticket, in place of what stands there."""
        self.front()
        self.keys("ctrl+shift+t")
        self.keys("n" if note else "r")
        self.wait_for("Note" if note else "Reply", "text", focused=True)
        self.keys("ctrl+a")
        self.type(words)

    def fill(self, name, words):
        """Types into the field with this name, which is in the window that has the keyboard."""
        def field(focused=False):
            return self.find(name, "text", focused) or self.find(name, "password text", focused)
        until(f"the field {name!r} in {self.name}", field).queryComponent().grabFocus()
        until(f"the keyboard in {name!r}", lambda: field(True))
        self.keys("ctrl+a")
        self.type(words)

    def press(self, name):
        """Presses the button that a screen reader finds under this name."""
        self.wait_for(name, "push button").queryAction().doAction(0)

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True, timeout=20)

    def type(self, words):
        # An invitation may begin with a dash, which would be taken for an option.
        subprocess.run(["xdotool", "type", "--delay", "4", "--", words], check=True, timeout=30)

    # What is on the disk.

    def database(self):
        for root, _, files in os.walk(os.path.join(self.folder, "desks")):
            for file in files:
                if file.endswith(".db") and not file.endswith(".work.db"):
                    return os.path.join(root, file)
        return None

    def rows(self, query, *arguments):
        path = self.database()
        if not path:
            return []
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            work = path.removesuffix(".db") + ".work.db"
            if os.path.exists(work):
                connection.execute("ATTACH ? AS work", (f"file:{work}?mode=ro",))
            return connection.execute(query, arguments).fetchall()
        finally:
            connection.close()
