#!/usr/bin/env python3
"""The web chat in a real browser against a real server; the agent's side speaks the API (TKT-3, CHAT-1, THR-10)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from browser import ESCAPE, TAB, Browser, Chat, Driver, missing
from forwarder import Forwarder
from journey import play, skip
from server import Server
from waiting import until


def visit(stage, driver, server, profile="visitor", **how):
    browser = stage.own(Browser(driver, stage.path(profile), **how))
    browser.open(server.url + "/chat/demo")
    return browser, Chat(browser)


def attach(browser, name):
    browser.run("""const root = document.getElementById('bellhop-chat').shadowRoot;
        const files = new DataTransfer();
        files.items.add(new File(['a letter'], arguments[0], {type: 'text/plain'}));
        const picker = root.querySelector('input[type=file]');
        picker.files = files.files; picker.dispatchEvent(new Event('change'));""", name)


def conversation(stage):
    """Write, answer, reload, come back, read; close, and the next message is a new ticket."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)
    chat.open()
    chat.send("Where is my parcel?")
    first = chat.wait_for("Where is my parcel?", "visitor")
    message = server.wait_for_text("Where is my parcel?")
    assert first["id"] == message["id"]
    ticket = message["ticket"]
    assert not server.ticket(ticket).get("assignee"), "a new chat stands in Unassigned"
    agent = server.get("/v1/me")["agent"]["id"]
    server.operate("assign", ticket, assignee=agent)
    server.operate("reply", ticket, text="It left this morning.", seen=message["id"])
    reply = chat.wait_for("It left this morning.", "agent")
    until("the reply is read", lambda: next(m for m in server.messages(ticket) if m["id"] == reply["id"])["delivery"] == "read")

    browser.open(server.url + "/chat/demo")
    chat.ready()
    chat.wait_for("It left this morning.", "agent")
    assert len(chat.messages()) == 2, chat.messages()
    browser.close()
    browser, chat = visit(stage, driver, server)
    chat.open()
    chat.wait_for("Where is my parcel?", "visitor")

    server.operate("close", ticket)
    until("the closed line", lambda: "closed" in chat.says("status"))
    chat.send("One more thing")
    again = server.wait_for_text("One more thing")
    assert again["ticket"] != ticket, "a closed chat never reopens"
    assert server.ticket(ticket)["status"] == "closed"
    until("the closed line goes", lambda: "closed" not in chat.says("status"))
    chat.wait_for("One more thing", "visitor")
    errors = [each["message"] for each in browser.log() if each["level"] == "SEVERE" and "favicon" not in each["message"]]
    assert not errors, errors
    browser.close()


def line_breaks(stage):
    """The server is killed: what is written waits, also over a reload, then arrives once and in order."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)
    chat.open()
    chat.send("before")
    chat.wait_for("before")
    server.kill()
    until("the chat says that it is offline", lambda: "No connection" in chat.says("status") or "Connecting" in chat.says("status"))
    for words in ("first", "second", "third"):
        chat.send(words)
    assert [m["text"] for m in chat.messages() if m["waiting"]] == ["first", "second", "third"]
    chat.write("half a thought")
    server.start()
    browser.open(server.url + "/chat/demo")
    for words in ("first", "second", "third"):
        chat.wait_for(words, "visitor", 60)
    assert chat.texts() == ["before", "first", "second", "third"], chat.texts()
    ticket = server.wait_for_text("third")["ticket"]
    said = [m["text"] for m in server.messages(ticket) if m["kind"] == "message"]
    assert said == ["before", "first", "second", "third"], said
    assert chat.ask("root.querySelector('textarea').value") == "half a thought", "the draft survives"
    browser.close()


def lost_acknowledgement(stage):
    """A message that was stored while its acknowledgement was lost is not stored or shown a second time."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)
    chat.open()
    # From here on the page is deaf to acknowledgements, as if the line broke right behind the store.
    browser.run("""const real = Storage.prototype.removeItem;
        Storage.prototype.removeItem = function (key) { if (!key.includes(' out ')) real.call(this, key); };""")
    chat.send("only once")
    server.wait_for_text("only once")
    kept = "return Object.keys(localStorage).filter((key) => key.includes(' out ')).length"
    assert browser.run(kept) == 1, "the acknowledgement was to be lost"
    browser.open(server.url + "/chat/demo")
    chat.ready()
    chat.wait_for("only once", "visitor")
    until("the outbox is empty", lambda: browser.run(kept) == 0)
    server.wait_for_text("only once")
    assert chat.texts() == ["only once"], chat.texts()
    browser.close()


def keyboard_and_files(stage):
    """Everything by keys, roles and names for screen readers, a file there and back, dark and small."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server, dark=True, size="400,700")
    until("the chat's button", lambda: chat.ask("!root.host.hidden"))
    active = "root.activeElement && (root.activeElement.getAttribute('aria-label') || '')"
    for _ in range(5):
        browser.keys(TAB)
        if chat.ask(active) == "Open the chat":
            break
    assert chat.ask(active) == "Open the chat"
    browser.keys(" ")
    assert chat.ask(active) == "Write a message"
    assert chat.ask("root.querySelector('.panel').getAttribute('role')") == "dialog"
    assert chat.ask("root.querySelector('.log').getAttribute('aria-live')") == "polite"
    chat.ready()
    browser.keys(TAB + TAB)
    assert chat.ask(active) == "Send"
    browser.keys(ESCAPE)
    assert chat.ask("root.querySelector('.panel').hidden")
    assert chat.ask(active) == "Open the chat", "the focus returns to where it came from"
    browser.keys(" ")

    attach(browser, "letter é.txt")
    until("the file is uploaded", lambda: chat.ask("root.querySelector('.files li') && !root.querySelector('.send').disabled"))
    chat.send("see <b>attached</b> https://shop.example/a")
    sent = chat.wait_for("see <b>attached</b> https://shop.example/a", "visitor")
    assert sent["files"] == ["letter é.txt"], sent
    assert server.wait_for_text(sent["text"])["attachments"][0]["size"] == 8
    browser.run("""HTMLAnchorElement.prototype.click = function () { window.opened = this.href; };
        document.getElementById('bellhop-chat').shadowRoot.querySelector('.file').dispatchEvent(
            new MouseEvent('click', { bubbles: true, cancelable: true }));""")
    until("the file's link", lambda: browser.run("return window.opened || ''"))
    back = browser.run("""const request = new XMLHttpRequest(); request.open('GET', window.opened, false);
        request.send(); return request.responseText;""")
    assert back == "a letter", back
    assert "session" not in browser.run("return window.opened")
    assert chat.ask("root.querySelectorAll('.words b').length") == 0, "a message is never read as markup"
    if os.environ.get("BELLHOP_SHOTS"):
        browser.screenshot(os.path.join(os.environ["BELLHOP_SHOTS"], "chat-dark-small.png"))
    browser.close()


def long_history(stage):
    """A visitor with more than one page of history reads all of it by scrolling up, and what is read does not jump."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)
    chat.open()
    chat.send("Tell me everything.")
    ticket = server.wait_for_text("Tell me everything.")["ticket"]
    chapters = [f"Chapter {number}" for number in range(230)]
    for words in chapters:
        server.operate("reply", ticket, text=words, sendAnyway=True)
    browser.open(server.url + "/chat/demo")
    chat.ready()
    chat.wait_for(chapters[-1], "agent")
    assert len(chat.messages()) < len(chapters), "not all at once"
    for _ in range(20):
        if len(chat.messages()) == len(chapters) + 1:
            break
        # What stands at the top when somebody scrolls there, and where it stands once older ones have come.
        before = chat.ask("""(() => {
            const log = root.querySelector('.log');
            log.scrollTop = 40;
            const top = log.getBoundingClientRect().top;
            const node = [...log.children].find((each) => each.getBoundingClientRect().bottom > top);
            window.seen = { node, at: node.getBoundingClientRect().top, count: log.children.length };
            return window.seen.count;
        })()""")
        until("older messages", lambda: chat.ask(f"root.querySelectorAll('.message').length > {before}"))
        moved = browser.run("return window.seen.node.getBoundingClientRect().top - window.seen.at;")
        assert abs(moved) < 2, f"what was read moved by {moved} pixels"
    assert chat.texts() == ["Tell me everything."] + chapters, chat.texts()
    browser.close()


def tabs(stage):
    """Two tabs that begin in the same moment, before the first word, are one visitor: one ticket, everything in both."""
    server = stage.own(Server(stage.path("desk")).start())
    driver = stage.own(Driver(stage.path("driver.log")))
    browser, chat = visit(stage, driver, server)
    first = browser.tab()
    second = browser.new_tab(server.url + "/chat/demo")
    for tab in (first, second):
        browser.show(tab)
        until("the chat's button", lambda: chat.ask("!root.host.hidden"))
        browser.run("""new BroadcastChannel('go').onmessage = () =>
            document.getElementById('bellhop-chat').shadowRoot.querySelector('.opener').click();""")
    third = browser.new_tab(server.url + "/chat/demo.css")
    browser.run("new BroadcastChannel('go').postMessage(1);")
    for tab, words in ((first, "from the first tab"), (second, "from the second tab")):
        browser.show(tab)
        chat.ready()
        chat.send(words)
        sent = server.wait_for_text(words)
        chat.wait_for(words, "visitor")
    assert len(server.tickets()) == 1, server.tickets()
    ticket = sent["ticket"]
    server.operate("reply", ticket, text="To both of you.", seen=sent["id"])
    for number, tab in enumerate((first, second)):
        browser.show(tab)
        for words in ("from the first tab", "from the second tab", "To both of you."):
            chat.wait_for(words)
        attach(browser, f"{number}.txt")
        until("the file is uploaded",
              lambda: chat.ask("root.querySelector('.files li') && !root.querySelector('.send').disabled"))
        chat.send(f"file of tab {number}")
        assert server.wait_for_text(f"file of tab {number}")["attachments"][0]["name"] == f"{number}.txt"
    assert len(server.tickets()) == 1, server.tickets()
    browser.show(third)
    browser.close()


def late_server(stage):
    """What the page sent arrives only after the page was loaded anew, or its hello is not answered before that: each
    time one message, in one ticket, and once on the page."""
    server = stage.own(Server(stage.path("desk"), options=["--host", "127.0.0.1"]).start())
    line = stage.own(Forwarder(server.port))
    driver = stage.own(Driver(stage.path("driver.log")))
    browser = stage.own(Browser(driver, stage.path("visitor")))
    chat = Chat(browser)
    for turn in range(40):
        words = f"late {turn}"
        browser.open(line.url + "/chat/demo.css")
        browser.run("localStorage.clear(); indexedDB.deleteDatabase('bellhop-chat');")
        browser.open(line.url + "/chat/demo")
        if turn % 4 == 3:
            line.hold("down")
            chat.press_opener()
        else:
            chat.open()
            line.hold("up")
        chat.send(words)
        until("something is late", lambda: line.held)
        line.punctual()
        if turn % 4 == 0:
            browser.open(line.url + "/chat/demo.css")
            line.release()
            server.wait_for_text(words)
        browser.open(line.url + "/chat/demo")
        if turn % 4 == 1:
            chat.wait_for(words, "visitor")
        line.release()
        chat.wait_for(words, "visitor")
        until("what was late is answered", lambda: line.is_answered)
        assert chat.texts() == [words], chat.texts()
        server.wait_for_text(words)
        assert len(server.tickets()) == turn + 1, f"turn {turn}: {len(server.tickets())} tickets"
    browser.close()


if __name__ == "__main__":
    if missing():
        skip(f"web chat in a browser: {missing()} is not installed; ./dev setup installs it")
    play(conversation, line_breaks, lost_acknowledgement, keyboard_and_files, long_history, tabs,
         late_server)
