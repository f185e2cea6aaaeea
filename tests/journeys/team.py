#!/usr/bin/env python3
"""README, "Connect a team", word for word: an empty folder becomes a desk with two agents and a customer."""
import os
import pty
import re
import sys
import termios

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from browser import Browser, Chat, Driver, missing
from journey import play, skip
from server import BIN, Server
from waiting import until

try:
    from client import Client
except ImportError as absent:
    skip(f"team: {absent}; ./dev setup installs it")

QUESTION, ANSWER = "Do you gift-wrap?", "We do, in blue."
FIRST, SECOND = "correct horse battery", "staple that fits"


def ask_for_password(folder, password):
    """`user add` in a terminal: types the password where it is asked for; returns what was said."""
    process, line = pty.fork()
    if process == 0:
        os.execv(os.path.join(BIN, "bellhop-server"),
                 ["bellhop-server", "user", "add", "--data", folder, "--name", "Ada", "--email", "ada@desk.example"])
    said = b""
    for prompt in (b"invite instead): ", b"Once more: "):
        while not said.endswith(prompt):
            said += os.read(line, 1024)
        until("the terminal is silent", lambda: not termios.tcgetattr(line)[3] & termios.ECHO)
        os.write(line, password.encode() + b"\n")
    try:
        while piece := os.read(line, 1024):
            said += piece
    except OSError:
        pass  # how a terminal tells that its program has ended
    _, status = os.waitpid(process, 0)
    os.close(line)
    assert status == 0, said
    return said.decode()


def first_start(stage, name, server, way, fields):
    """A client on an empty folder: its first window, filled in."""
    client = Client(stage, name).start(usable=False)
    client.wait_for("Address of the desk", "text", seconds=30)
    client.front()
    if way == "Set password and sign in":
        client.press("I have an invitation")
        client.wait_for("Invitation", "text")
    client.fill("Address of the desk", server.url)
    for field, words in fields.items():
        client.fill(field, words)
    client.press(way)
    return client.until_usable()


def team(stage):
    server = stage.own(Server(stage.path("desk"), owner=None)).start()
    said = ask_for_password(server.folder, FIRST)
    assert "added ada@desk.example as owner" in said and FIRST not in said, said
    server.token = server.make_token("ada@desk.example")
    ada = first_start(stage, "ada", server, "Sign in", {"E-mail": "ada@desk.example", "Password": FIRST})

    ada.front()
    windows = ada.windows()
    ada.keys("ctrl+k")
    until("the palette", lambda: ada.windows() > windows)
    ada.type("invite an")
    ada.keys("Return")
    ada.fill("Name", "Bob")
    ada.fill("E-mail", "bob@desk.example")
    ada.press("Invite")
    handed = ada.wait_for("To hand over", "text").queryText().getText(0, -1)
    address, invitation = re.fullmatch(r"Address: (\S+)\nInvitation: (\S+)", handed).groups()
    assert address == server.url, address
    ada.press("Done")

    bob = first_start(stage, "bob", server, "Set password and sign in",
                      {"Invitation": invitation, "New password": SECOND, "New password, once more": SECOND})

    driver = stage.own(Driver(stage.path("driver.log")))
    browser = stage.own(Browser(driver, stage.path("visitor")))
    browser.open(server.url + "/chat/demo")
    chat = Chat(browser)
    chat.open()
    chat.send(QUESTION)
    for client in (ada, bob):
        client.front()
        client.keys("ctrl+2")
        client.wait_for(QUESTION, "table cell")
    bob.open(QUESTION)
    bob.keys("ctrl+shift+m")
    bob.compose(ANSWER)
    bob.keys("ctrl+Return")
    assert chat.wait_for(ANSWER, "agent")
    assert server.wait_for_text(ANSWER)["authorName"] == "Bob"

    server.command("user", "off", "--email", "bob@desk.example")
    bob.wait_for("Connection: Signed out", "push button")
    assert server.get("/v1/me")["agent"]["name"] == "Ada"


if __name__ == "__main__":
    if missing():
        skip(f"team: {missing()} is not installed; ./dev setup installs it")
    play(team)
