"use strict";
// The widget's parts without a browser: the order of its thread, and which session a waiting message goes on.
// node widget.js FOLDER: the folder with the widget's files.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/// As much of an element as the thread asks for.
class FakeElement {
    constructor() {
        this.children = [];
        this.dataset = {};
        this.classList = { add() {} };
        this.scrollHeight = this.scrollTop = this.clientHeight = 0;
    }

    get firstChild() {
        return this.children[0] || null;
    }

    get nextSibling() {
        return this.parent.children[this.parent.children.indexOf(this) + 1] || null;
    }

    insertBefore(node, before) {
        if (node.parent)
            node.remove();
        node.parent = this;
        this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, node);
    }

    remove() {
        this.parent.children = this.parent.children.filter((each) => each !== this);
        this.parent = null;
    }

    append(...nodes) {
        this.children.push(...nodes);
    }

    addEventListener() {}
    setAttribute() {}
}

class FakeSocket {
    static OPEN = 1;
    static all = [];

    constructor() {
        this.readyState = FakeSocket.OPEN;
        this.told = [];
        FakeSocket.all.push(this);
    }

    send(text) {
        this.told.push(JSON.parse(text));
    }

    say(frame) {
        this.onmessage({ data: JSON.stringify(frame) });
    }

    close() {
        this.readyState = 3;
        this.onclose();
    }
}

/// The widget's scripts as a page loads them, with clocks that the test moves.
function page(folder) {
    const stored = new Map();
    const alarms = [];
    const context = vm.createContext({
        window: { addEventListener() {} },
        document: { createElement: () => new FakeElement() },
        localStorage: {
            getItem: (name) => stored.get(name) ?? null,
            setItem: (name, value) => stored.set(name, String(value)),
            removeItem: (name) => stored.delete(name),
            key: (index) => [...stored.keys()][index],
            get length() {
                return stored.size;
            },
        },
        WebSocket: FakeSocket,
        setTimeout: (ring) => alarms.push(ring),
        clearTimeout: (number) => delete alarms[number - 1],
        setInterval: () => 0,
        clearInterval() {},
        text: (name) => name,
    });
    for (const name of ["memory.js", "session.js", "line.js", "input.js", "thread.js"])
        vm.runInContext(fs.readFileSync(path.join(folder, name), "utf8"), context, name);
    return { ...vm.runInContext("({ Memory, Line, Thread, isInputMethodKey, showsNothing, linesOf })", context), alarms };
}

/// TKT-13: by (conversation, place, id), whatever the ids and clocks say.
function theThreadGoesByPlaces(folder) {
    const { Memory, Thread } = page(folder);
    const memory = new Memory("https://desk.example");
    const list = new FakeElement();
    const thread = new Thread(list, { tell: () => false }, memory);
    const message = (id, conversation, place, from = "agent") => {
        return { id, conversation, place, from, name: "", text: id, at: 1000 - place };
    };
    thread.welcome({ messages: [message("9", "1", 7), message("10", "1", 5, "visitor"), message("3", "2", 1)], next: "" });
    const shown = () => list.children.map((node) => node.dataset.id);
    assert.deepEqual(shown(), ["10", "9", "3"]);
    thread.add(message("11", "1", 6));
    thread.add(message("12", "1", 6));
    assert.deepEqual(shown(), ["10", "11", "12", "9", "3"]);
    assert.equal(thread.newestFromDesk, "3");
    memory.set("seen", "12");
    assert.equal(thread.unread(), 2); // 9 and 3, though their ids are smaller
}

/// BEY-16: once, on the session under which it was written; what that session hears is not this page's.
async function aWaitingMessageGoesOnItsOwnSession(folder) {
    FakeSocket.all = [];
    const { Memory, Line, alarms } = page(folder);
    const memory = new Memory("https://desk.example");
    memory.set("session", "new");
    memory.keep({ client: "c1", session: "old", text: "written before", files: [], at: 1, after: "0" });
    memory.keep({ client: "c2", session: "new", text: "written since", files: [], at: 2, after: "0" });
    const heard = [];
    const line = new Line("https://desk.example", memory, (what) => heard.push(what));
    const settled = () => new Promise(setImmediate);
    line.start();
    await settled();
    const [first] = FakeSocket.all;
    first.onopen();
    assert.deepEqual(first.told, [{ type: "hello", session: "old" }]);
    first.say({ type: "welcome", session: "old", messages: [] });
    first.say({ type: "message", message: {} });
    assert.ok(!heard.includes("welcome") && !heard.includes("message"));
    assert.equal(first.told.length, 2);
    assert.equal(first.told[1].client, "c1");
    first.say({ type: "ack", client: "c1", id: "1" });
    assert.equal(first.readyState, 3); // the next one is another session's
    for (const ring of alarms.splice(0))
        ring?.();
    await settled();
    const [, second] = FakeSocket.all;
    second.onopen();
    second.say({ type: "welcome", session: "new", messages: [] });
    assert.ok(heard.includes("welcome"));
    assert.deepEqual(second.told.map((each) => each.session || each.client), ["new", "c2"]);
    second.say({ type: "ack", client: "c2", id: "2" });
    assert.equal(memory.waiting().length, 0);
    assert.equal(memory.get("session"), "new");
}

/// Rows of keys as browsers report them while an input method is used, and once it is not.
function anEnterThatEndsAChoiceSendsNothing(folder) {
    const { isInputMethodKey } = page(folder);
    const rows = [
        ["plain Enter", { key: "Enter", isComposing: false, keyCode: 13 }, false],
        ["Chrome and Firefox, in a composition", { key: "Enter", isComposing: true, keyCode: 229 }, true],
        ["Safari, behind the composition's end", { key: "Enter", isComposing: false, keyCode: 229 }, true],
        ["older ones that do not tell the code", { key: "Enter", isComposing: true, keyCode: 13 }, true],
        ["Android's key without a name", { key: "Unidentified", isComposing: false, keyCode: 229 }, true],
        ["Escape that leaves a composition", { key: "Escape", isComposing: false, keyCode: 229 }, true],
        ["plain Escape", { key: "Escape", isComposing: false, keyCode: 27 }, false],
    ];
    for (const [what, event, expected] of rows)
        assert.equal(isInputMethodKey(event), expected, what);
    const script = fs.readFileSync(path.join(folder, "start.js"), "utf8");
    assert.ok(!script.includes("isComposing"), "keys are judged in one place");
}

function whatShowsNothingIsEmpty(folder) {
    const { showsNothing } = page(folder);
    const nothing = ["", " ", "\n\t", "\u00a0", "\u200b", "\u200d\ufe0f", "\u3164", "\u2800", "\u00ad", "\u202e\u2069",
        "\ufeff", "\u115f\u1160", "\uffa0", "\u{e0041}", "\u{e0100}", "\u0000", "\u034f", "\u180e", "\u2060 \u2064"];
    for (const words of nothing)
        assert.ok(showsNothing(words), JSON.stringify(words));
    for (const words of ["a", ".", "\u200ba", "👍", "❤\ufe0f", "\u0601", "한", "0"])
        assert.ok(!showsNothing(words), JSON.stringify(words));
}

function eachLineTakesItsOwnDirection(folder) {
    const { linesOf } = page(folder);
    const lines = [...linesOf("Hello\nשלום\r\n\nمرحبا https://shop.example/a\nend")];
    assert.equal(lines.length, 5);
    for (const line of lines)
        assert.equal(line.dir, "auto");
    assert.deepEqual(lines.map((line) => line.children[0]).filter((part) => typeof part === "string"),
        ["Hello", "שלום", "مرحبا ", "end"]);
    assert.equal(lines[3].children[1].href, "https://shop.example/a");
}

async function main() {
    const [folder] = process.argv.slice(2);
    anEnterThatEndsAChoiceSendsNothing(folder);
    whatShowsNothingIsEmpty(folder);
    eachLineTakesItsOwnDirection(folder);
    theThreadGoesByPlaces(folder);
    await aWaitingMessageGoesOnItsOwnSession(folder);
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
