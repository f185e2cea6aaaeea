#!/usr/bin/env python3
"""The server goes: reading and working go on; it returns: everything arrives once and in order (BEY-2, BEY-4)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from journey import play, skip
from server import Server
from visitor import Visitor
from waiting import until

try:
    from client import Client
except ImportError as missing:
    skip(f"offline: {missing}; ./dev setup installs it")

PARCEL, SHOES, REFUND = "Where is my parcel?", "Do the shoes fit?", "I wait for a refund"


def work_without(client):
    """Read, search, draft, reply, snooze and close, with nobody at the other end."""
    client.open(SHOES)
    client.wait_for(f": {SHOES}", "list item")
    client.keys("ctrl+f")
    client.type("refund")
    client.wait_for("refund", "list item")
    client.keys("Escape")

    client.open(PARCEL)
    for words in ("one", "two", "three"):
        client.compose(f"answer {words}")
        client.keys("ctrl+Return")
        until(f"{words} waits", lambda: client.rows("SELECT 1 FROM outbox WHERE operation LIKE ?", f"%answer {words}%"))
        client.wait_for(f"answer {words}", "list item")
    windows = client.windows()
    client.keys("ctrl+shift+s")
    until("the menu of times", lambda: client.windows() > windows)
    client.keys("Down", "Down", "Return")
    until("the snooze waits", lambda: client.rows("SELECT 1 FROM outbox WHERE operation LIKE '%snooze%'"))

    client.open(REFUND)
    client.compose("It is on its way to you")
    client.keys("ctrl+Return")
    until("the last reply waits", lambda: client.rows("SELECT 1 FROM outbox WHERE operation LIKE '%on its way to you%'"))
    client.keys("ctrl+shift+w")
    until("the close waits", lambda: client.rows("SELECT 1 FROM outbox WHERE operation LIKE '%\"close\"%'"))

    client.open(SHOES)
    client.compose("half a thought")
    until("the draft is kept", lambda: client.rows("SELECT 1 FROM draft WHERE body LIKE '%half a thought%'"))


def arrive_after(stage, leave):
    server = stage.own(Server(stage.path("desk")).start())
    ids = {}
    for subject in (PARCEL, SHOES, REFUND):
        visitor = stage.own(Visitor(server))
        visitor.write(subject)
        ids[subject] = next(t["id"] for t in server.tickets() if t["subject"] == subject)
    client = Client(stage, "ada", server, server.token).start()
    for subject in ids:
        client.open(subject)
    leave(server)
    client.wait_for("Connection: Offline", "push button", seconds=40)
    work_without(client)

    server.start()
    until("the outbox empties", lambda: not client.rows("SELECT 1 FROM outbox"), 60)
    client.wait_for("Connection: Online", "push button", seconds=40)
    said = {s: [m.get("text") for m in server.messages(i) if m["kind"] == "message"] for s, i in ids.items()}
    assert said[PARCEL] == [PARCEL, "answer one", "answer two", "answer three"], said
    assert said[REFUND] == [REFUND, "It is on its way to you"], said
    assert said[SHOES] == [SHOES], said
    states = {s: server.ticket(i)["status"] for s, i in ids.items()}
    assert states == {PARCEL: "snoozed", SHOES: "open", REFUND: "closed"}, states
    assert client.rows("SELECT 1 FROM draft WHERE body LIKE '%half a thought%'"), "the draft stays"


def ended(stage):
    arrive_after(stage, Server.end)


def killed(stage):
    arrive_after(stage, Server.kill)


if __name__ == "__main__":
    play(ended, killed)
