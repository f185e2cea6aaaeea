#!/usr/bin/env python3
"""kill -9 of client, server or both at random points: what was acknowledged is there once, drafts and databases survive.

Half of the BELLHOP_KILLS kills (30 unless told) hit a team's server and its client, half a client with its embedded
server. BELLHOP_SEED chooses the script; an action is acknowledged once the client's outbox holds it."""
import contextlib
import glob
import os
import random
import signal
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from journey import play, skip
from server import Server
from visitor import Visitor
from waiting import TooLate, until

try:
    from client import Client
except ImportError as missing:
    skip(f"kills: {missing}; ./dev setup installs it")

SUBJECT = "Where is my parcel?"
KILLS = int(os.environ.get("BELLHOP_KILLS", "30"))
SEED = int(os.environ.get("BELLHOP_SEED", "20260101"))
DRAFT_LOSS = 1.0
MARGIN = 2.0
DRAINED = 50  # kills after which all that waits must be through: a row that is stuck is found near its cause


class Script:
    """Types replies, notes and drafts until the program dies, and keeps what it was promised."""

    def __init__(self, client, chance):
        self.client, self.chance = client, chance
        self.number = 0
        self.tried, self.acknowledged = set(), set()
        self.draft = None

    def outbox(self, words):
        return self.client.rows("SELECT 1 FROM outbox WHERE operation LIKE ?", f"%{words}%")

    def on_desk(self, words):
        return self.client.rows("SELECT 1 FROM message WHERE text LIKE ?", f"%{words}%")

    def kept(self, words):
        return self.client.rows("SELECT 1 FROM draft WHERE body LIKE ?", f"%{words}%")

    def unless_dead(self, what, condition, seconds=15):
        """Whether `condition` came true before the program died."""
        until(what, lambda: condition() or self.client.dead(), seconds)
        return bool(condition())

    def act(self):
        self.number += 1
        kind = self.chance.choice(("reply", "reply", "note", "draft"))
        words = f"{kind} number {self.number} here"
        self.draft = None
        self.client.keys("ctrl+shift+t")
        self.client.keys("n" if kind == "note" else "r")
        field = "Note" if kind == "note" else "Reply"
        if not self.unless_dead(field, lambda: bool(self.client.find(field, "text", True))) or self.client.dead():
            return
        self.client.keys("ctrl+a")
        self.client.type(words)
        if kind == "draft":
            if self.unless_dead(f"{words} kept", lambda: bool(self.kept(words)), DRAFT_LOSS + MARGIN):
                self.draft = words
            return
        self.tried.add(words)
        self.client.keys("ctrl+Return")
        if self.unless_dead(f"{words} acknowledged", lambda: bool(self.outbox(words) or self.on_desk(words))):
            self.acknowledged.add(words)

    def check_after_death(self, stored):
        if self.draft:
            assert self.kept(self.draft), f"the draft {self.draft!r} is gone"
        for words in self.acknowledged:
            assert self.outbox(words) or self.on_desk(words) or stored(words), f"{words!r} was acknowledged and is gone"


def check_databases(*folders):
    files = [f for folder in folders for end in ("db", "sqlite") for f in glob.glob(f"{folder}/**/*.{end}", recursive=True)]
    assert len(files) >= len(folders), files
    for file in files:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], file
        finally:
            connection.close()


def rows(file, query, *arguments):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as desk:
        return desk.execute(query, arguments).fetchall()


class Embedded:
    """The server that a client starts by itself, and starts again when it dies."""

    def __init__(self, client):
        self.client = client
        self.folder = os.path.join(client.folder, "server")

    def process(self):
        """Its id, or None: the client's child, or one that outlived its client for a moment."""
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    words = file.read().decode(errors="replace").split("\0")
                if words[0].endswith("bellhop-server") and self.folder in words:
                    return int(name)
        return None

    def kill(self):
        number = self.process()
        if number:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def start(self):
        if not self.client.dead():
            until("the embedded server is back", self.process, 40)


def drain(client):
    """Nothing that waits may wait for ever; what does is told with its reason."""
    rows_left = "SELECT id, state, attempts, not_before, reason_code, reason, receipt FROM outbox"
    try:
        until("the outbox empties", lambda: not client.rows("SELECT 1 FROM outbox"), 90)
    except TooLate as late:
        raise TooLate(f"{late}; at {time.time():.0f} there are {client.rows(rows_left)}") from late


def strike_often(client, server, subject, count):
    """Works and kills; returns the script with what it was promised."""
    chance = random.Random(SEED)
    client.open(subject)
    script = Script(client, chance)
    file = os.path.join(server.folder, "desk.sqlite")

    def texts(words):
        return rows(file, "SELECT 1 FROM messages WHERE text = ?", words)

    for kill in range(count):
        if kill % DRAINED == DRAINED - 1:
            drain(client)
        victims = chance.choice(((client,), (client,), (server,), (client, server)))
        strike = threading.Timer(chance.uniform(0.05, 2.0), lambda those=victims: [each.kill() for each in those])
        client.front()
        strike.start()
        while strike.is_alive():
            script.act()
        strike.join()
        script.check_after_death(texts)
        check_databases(os.path.join(client.folder, "desks"), server.folder)
        if server in victims:
            server.start()
        if client in victims:
            client.start()
            client.open(subject)
    drain(client)
    script.check_after_death(texts)
    for words in script.acknowledged:
        until(f"{words!r} in the client", lambda: script.on_desk(words), 30)
        assert len(texts(words)) == 1, f"{words!r} is there {len(texts(words))} times"
    for words in script.tried:
        assert len(texts(words)) <= 1, f"{words!r} is there {len(texts(words))} times"
    print(f"{count} kills, {len(script.acknowledged)} of {len(script.tried)} actions acknowledged", flush=True)
    assert script.acknowledged, "the script must have done something"


def team(stage):
    print(f"BELLHOP_SEED={SEED} BELLHOP_KILLS={KILLS}", flush=True)
    server = stage.own(Server(stage.path("desk")).start())
    visitor = Visitor(server)
    visitor.write(SUBJECT)
    visitor.close()
    strike_often(Client(stage, "ada", server, server.token).start(), server, SUBJECT, (KILLS + 1) // 2)


def embedded(stage):
    client = Client(stage, "solo", sample=True).start()
    # In sight at the top of All, and such that it may be answered (REPLY-1).
    top = ("SELECT subject FROM (SELECT * FROM ticket WHERE spam = 0 ORDER BY updated DESC LIMIT 9) "
           "WHERE channel = 'email' OR (channel = 'webchat' AND status <> 'closed')")
    unique = "SELECT 1 FROM ticket WHERE subject = ?"

    def choose():
        found = client.rows(top) if client.database() else []
        return next((s for (s,) in found if s.isascii() and len(client.rows(unique, s)) == 1), None)
    subject = until("an open ticket of the sample", choose, 30)
    strike_often(client, Embedded(client), subject, KILLS // 2)


if __name__ == "__main__":
    play(team, embedded)
