#!/usr/bin/env python3
"""A visitor in a real browser and an agent in the real client: one conversation from end to end (TKT-3, THR-10)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from browser import Browser, Chat, Driver, missing
from journey import play, skip
from server import Server
from waiting import until

try:
    from client import Client
except ImportError as absent:
    skip(f"web chat: {absent}; ./dev setup installs it")

QUESTION, MORE = "Where is my parcel?", "Thank you, and now this"
ANSWER = "It left this morning."


def visit(stage, driver, server):
    browser = stage.own(Browser(driver, stage.path("visitor")))
    browser.open(server.url + "/chat/demo")
    chat = Chat(browser)
    chat.open()
    return browser, chat


def unassigned(client, subject):
    """The ticket's row in the view of tickets that nobody has."""
    client.front()
    client.keys("ctrl+2")
    client.wait_for("Unassigned", "label")
    return client.wait_for(subject, "table cell")


def web_chat(stage):
    server = stage.own(Server(stage.path("desk")).start())
    agent = Client(stage, "ada", server, server.token).start()
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)

    chat.send(QUESTION)
    chat.wait_for(QUESTION, "visitor")
    unassigned(agent, QUESTION)
    agent.open(QUESTION)
    agent.wait_for(f": {QUESTION}", "list item")
    ticket = server.wait_for_text(QUESTION)["ticket"]

    agent.keys("ctrl+shift+m")
    agent.wait_for("Assignee: Ada")
    until("the server knows whose it is", lambda: server.ticket(ticket).get("assignee") == server.get("/v1/me")["agent"]["id"])
    chat.write("T")
    agent.wait_for("typing")
    agent.compose(ANSWER)
    until("the visitor sees that somebody types", lambda: chat.says("typing"))
    agent.keys("ctrl+Return")
    chat.wait_for(ANSWER, "agent")
    until("the server knows that it was read", lambda: server.wait_for_text(ANSWER)["delivery"] == "read")
    agent.wait_for(f"{ANSWER}. Read", "list item")

    browser.close()
    browser, chat = visit(stage, driver, server)
    chat.wait_for(QUESTION, "visitor")
    chat.wait_for(ANSWER, "agent")

    agent.front()
    agent.keys("ctrl+shift+t", "ctrl+shift+w")
    until("the ticket is closed", lambda: server.ticket(ticket)["status"] == "closed")
    until("the visitor reads that it was closed", lambda: "closed" in chat.says("status"))
    chat.ask("root.querySelector('textarea').value = ''")
    chat.send(MORE)
    chat.wait_for(MORE, "visitor")
    unassigned(agent, MORE)
    assert server.wait_for_text(MORE)["ticket"] != ticket, "a closed chat never reopens"
    assert server.ticket(ticket)["status"] == "closed"
    browser.close()


if __name__ == "__main__":
    if missing():
        skip(f"web chat: {missing()} is not installed; ./dev setup installs it")
    play(web_chat)
