"use strict";
// The id that an answer carries leads to its line in the server's log.

const { main } = require("./desk.js");

const PATIENCE = 8000;

/// Resolves with the first line of the stream that `find` accepts, parsed.
function logged(stream, find) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("no such line in the log")), PATIENCE);
        let rest = "";
        stream.on("data", (bytes) => {
            const lines = (rest + bytes).split("\n");
            rest = lines.pop();
            const found = lines.map((line) => JSON.parse(line)).find(find);
            if (!found)
                return;
            clearTimeout(timer);
            resolve(found);
        });
    });
}

async function check(desk) {
    await desk.serve("--log-json");
    const line = logged(desk.children.at(-1).stderr, (entry) => entry.message === "request" && entry.status === 401);
    const answer = await fetch(`${desk.url}/v1/me?secret=word`);
    const id = answer.headers.get("X-Request-Id");
    const entry = await line;
    const failures = [];
    if (!id || entry.id !== id)
        failures.push(`the answer has the id ${id}, the log ${entry.id}`);
    if (entry.path !== "/v1/me" || entry.method !== "GET" || !entry.peer)
        failures.push(`not the request: ${JSON.stringify(entry)}`);
    return failures;
}

main(check);
