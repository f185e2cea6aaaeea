"use strict";
// One websocket connection that remembers its frames; waiting is for an outcome, with a limit.

const { need } = require("./desk.js");

const PATIENCE = 8000;

class Line {
    constructor(url) {
        const { ws } = need("playwright-core/lib/utilsBundle.js");
        this.frames = [];
        this.sent = [];
        this.code = null;
        this.waiting = [];
        this.socket = new ws(url.replace(/^http/, "ws"));
        this.socket.on("message", (bytes) => this.wake(() => this.frames.push(JSON.parse(bytes.toString()))));
        this.socket.on("close", (code) => this.wake(() => { this.code = code; }));
        this.open = new Promise((resolve, reject) => {
            this.socket.on("open", resolve);
            this.socket.on("error", reject);
        });
    }

    wake(change) {
        change();
        this.waiting.slice().forEach((look) => look());
    }

    send(frame) {
        this.sent.push(frame);
        this.socket.send(JSON.stringify(frame));
    }

    /// Resolves with what `find` returns once that is neither null nor undefined.
    until(what, find) {
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                reject(new Error(`no ${what} within ${PATIENCE} ms; came: ${JSON.stringify(this.frames)}`));
            }, PATIENCE);
            const look = () => {
                const found = find();
                if (found === undefined || found === null)
                    return;
                clearTimeout(timer);
                this.waiting = this.waiting.filter((other) => other !== look);
                resolve(found);
            };
            this.waiting.push(look);
            look();
        });
    }

    frame(type, test = () => true) {
        return this.until(type, () => this.frames.find((frame) => frame.type === type && test(frame)));
    }

    closed() {
        return this.until("close", () => this.code);
    }

    close() {
        this.socket.close();
    }
}

module.exports = { Line };
