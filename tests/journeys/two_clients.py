#!/usr/bin/env python3
"""Two agents' programs on one desk: what one does the other sees, and two replies at once do not cross (THR-9, BEY-3)."""
import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from journey import play, skip
from server import Server
from visitor import Visitor
from waiting import until

try:
    from client import Client
except ImportError as missing:
    skip(f"two clients: {missing}; ./dev setup installs it")

SUBJECT = "Where is my parcel?"


def two_clients(stage):
    server = stage.own(Server(stage.path("desk")))
    bobs_token = server.add_user("Bob", "bob@desk.example")
    server.start()
    stage.own(Visitor(server)).write(SUBJECT)
    ada = Client(stage, "ada", server, server.token).start()
    bob = Client(stage, "bob", server, bobs_token).start()
    for each in (ada, bob):
        each.open(SUBJECT)
    ticket = server.tickets()[0]["id"]

    ada.front()
    ada.keys("ctrl+shift+m")
    bob.wait_for("Assignee: Ada")
    assert server.ticket(ticket)["assignee"] == server.get("/v1/me")["agent"]["id"]

    ada.compose("Ask the carrier first", note=True)
    ada.keys("ctrl+Return")
    bob.wait_for("Ask the carrier first", "list item")
    assert server.wait_for_text("Ask the carrier first")["kind"] == "note"

    ada.compose("Ada answers this")
    bob.wait_for("Ada is writing a reply")
    bob.compose("Bob answers that")
    ada.wait_for("Bob is writing a reply")

    # Both send while the desk is frozen, so that neither can know of the other's words.
    server.process.send_signal(signal.SIGSTOP)
    for each in (ada, bob):
        each.front()
        each.keys("ctrl+Return")
        until(f"the outbox of {each.name}", lambda: each.rows("SELECT id FROM outbox"))
    server.process.send_signal(signal.SIGCONT)
    texts = {ada: "Ada answers this", bob: "Bob answers that"}

    def stored():
        return [m["text"] for m in server.messages(ticket) if m.get("text") in texts.values()]
    won = until("the first reply", stored)
    assert len(won) == 1, won
    first, second = (ada, bob) if won == [texts[ada]] else (bob, ada)
    second.wait_for("Not sent yet: 1 newer message")
    second.wait_for(f": {texts[first]}", "label")
    second.wait_for(f"Yours: {texts[second]}", "label")
    until(f"the outbox of {first.name} empties", lambda: not first.rows("SELECT id FROM outbox"))
    assert stored() == won, "a held reply must not be sent"

    second.press("Send anyway")
    until("both replies", lambda: stored() == [texts[first], texts[second]])
    first.wait_for(texts[second], "list item")
    until("the guard goes", lambda: not second.find("Not sent yet"))


if __name__ == "__main__":
    play(two_clients)
