"use strict";
// Real frames of both websockets, in both directions, against docs/api/asyncapi.yaml; every message of the server
// must have come at least once.

const fs = require("node:fs");
const path = require("node:path");
const { randomUUID } = require("node:crypto");
const { description, main, need, strict } = require("./desk.js");
const { Line } = require("./line.js");

/// Messages by channel, direction and `type`: validators made from the description.
function validators() {
    const Ajv = need("ajv/dist/2020").default;
    const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
    const base = "http://desk.example/";
    const document = description("asyncapi.yaml");
    for (const name of ["openapi.yaml", "asyncapi.yaml"])
        ajv.addSchema({ ...strict(description(name)), $id: base + name });
    const table = {};
    for (const operation of Object.values(document.operations)) {
        const channel = operation.channel.$ref.split("/").pop();
        for (const { $ref } of operation.messages) {
            const target = document.channels[channel].messages[$ref.split("/").pop()].$ref;
            const type = document.components.messages[target.split("/").pop()].payload.properties.type.const;
            const validate = ajv.compile({ $ref: `${base}asyncapi.yaml${target}/payload` });
            table[`${channel} ${operation.action} ${type}`] = { validate, seen: 0 };
        }
    }
    return table;
}

function hold(table, channel, action, frames, failures) {
    for (const frame of frames) {
        const entry = table[`${channel} ${action} ${frame.type}`];
        if (!entry) {
            failures.push(`${channel}: ${action} of undescribed ${JSON.stringify(frame)}`);
            continue;
        }
        entry.seen += 1;
        if (!entry.validate(frame))
            failures.push(`${channel} ${frame.type}: ${JSON.stringify(entry.validate.errors)} in ${JSON.stringify(frame)}`);
    }
}

async function agentLine(desk, token) {
    const line = new Line(`${desk.url}/v1/stream`);
    await line.open;
    line.send({ type: "auth", token, cursor: "0" });
    await line.frame("ready");
    return line;
}

async function signIn(desk) {
    const { PASSWORD } = require("./desk.js");
    const body = { email: "contract@desk.example", password: PASSWORD, device: "contracts" };
    return (await desk.call("", "POST", "/v1/sign-in", body)).access;
}

async function execute(desk, token, operation) {
    const id = randomUUID();
    return desk.call(token, "PUT", `/v1/operations/${id}`, { id, at: Date.now(), ...operation });
}

async function refusedLine(desk) {
    const line = new Line(`${desk.url}/v1/stream`);
    await line.open;
    line.send({ type: "auth", token: "unknown", cursor: "0" });
    await line.frame("signed-out");
    const code = await line.closed();
    return { line, failures: code === 4401 ? [] : [`stream: an unknown token closed with ${code}, not 4401`] };
}

async function check(desk) {
    const table = validators();
    const tokens = [desk.token("you@desk.example"), desk.token("mara@team.desk.example")];
    // More than the database holds was given away: it went back in time, and is held until it is released.
    fs.writeFileSync(path.join(desk.folder, "desk", "handed-out"), "00000000009999999999\n");
    await desk.serve();
    const { line: refused, failures } = await refusedLine(desk);
    const access = await signIn(desk);
    const you = await agentLine(desk, tokens[0]);
    const mara = await agentLine(desk, tokens[1]);
    const leaving = await agentLine(desk, access);
    you.send({ type: "ping" });
    await you.frame("pong");
    desk.run(["desk", "release"]);
    await you.frame("held", (frame) => frame.since === 0);

    const visitor = new Line(`${desk.url}/chat/socket`);
    await visitor.open;
    visitor.send({ type: "hello", session: "" });
    await visitor.frame("welcome");
    visitor.send({ type: "ping" });
    await visitor.frame("pong");
    visitor.send({ type: "send", client: randomUUID(), text: "Where is my parcel?", attachments: [] });
    const { id } = await visitor.frame("ack");
    const arrived = await you.frame("changes", (frame) => frame.changes.some((c) => c.kind === "message" && c.id === id));
    const ticket = arrived.changes.find((c) => c.kind === "message" && c.id === id).entity.ticket;
    visitor.send({ type: "send", client: randomUUID(), text: "  ", attachments: [] });
    await visitor.frame("error");
    visitor.send({ type: "typing", typing: true });
    await you.frame("customer-typing", (frame) => frame.ticket === ticket && frame.typing);

    you.send({ type: "viewing", ticket });
    mara.send({ type: "viewing", ticket });
    await you.frame("presence", (frame) => frame.agents.length === 1);
    mara.send({ type: "typing", ticket, typing: true });
    await you.frame("presence", (frame) => frame.agents.some((agent) => agent.typing));
    await visitor.frame("typing", (frame) => frame.typing);
    await execute(desk, tokens[1], { kind: "reply", ticket, text: "On its way.", seen: id, sendAnyway: true });
    const { message } = await visitor.frame("message", (frame) => frame.message.from === "agent");
    visitor.send({ type: "seen", id: message.id });
    visitor.send({ type: "history", before: message.id });
    await visitor.frame("history", (frame) => frame.messages.some((each) => each.id === id));
    await execute(desk, tokens[1], { kind: "close", ticket });
    await visitor.frame("closed");
    mara.send({ type: "viewing", ticket: "" });
    await desk.call(access, "POST", "/v1/sign-out", {});
    await leaving.frame("signed-out");

    for (const line of [refused, you, mara, leaving]) {
        hold(table, "stream", "receive", line.sent, failures);
        hold(table, "stream", "send", line.frames, failures);
    }
    hold(table, "chat", "receive", visitor.sent, failures);
    hold(table, "chat", "send", visitor.frames, failures);
    for (const [name, entry] of Object.entries(table)) {
        if (entry.seen === 0)
            failures.push(`${name}: described, but it never came`);
    }
    [you, mara, visitor].forEach((line) => line.close());
    return failures;
}

main(check);
