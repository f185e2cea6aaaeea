"use strict";
// Every described operation, with its main refusals, through a proxy that holds requests and answers against
// docs/api/openapi.yaml.

const fs = require("node:fs");
const path = require("node:path");
const { description, main, modules, need, skip, strict } = require("./desk.js");
const { Line } = require("./line.js");
const { compareLayer } = require("./layer.js");
const { compareAllowed, compareRoutes } = require("./routes.js");
const rows = require("./rows.js");

async function proxyFor(desk, document) {
    const prism = path.join(modules, "@stoplight/prism-cli/dist/index.js");
    if (!fs.existsSync(prism))
        skip("tests/node_modules/@stoplight/prism-cli is not installed (npm ci in tests/)");
    const file = path.join(desk.folder, "strict.json");
    fs.writeFileSync(file, JSON.stringify(strict(document)));
    return desk.child(process.execPath, [prism, "proxy", file, desk.url, "--port", "0"],
        /listening on (http:\/\/[0-9.]+:\d+)/);
}

/// The proxy passes over a schema that is none, so each is held against JSON Schema itself first.
function checkSchemas(document) {
    const ajv = new (need("ajv/dist/2020").default)({ strict: false, logger: false });
    return Object.entries(document.components.schemas).flatMap(([name, schema]) =>
        (ajv.validateSchema(schema) ? [] : [`schema ${name}: ${ajv.errorsText(ajv.errors)}`]));
}

function operationsOf(document) {
    const table = {};
    for (const [pattern, item] of Object.entries(document.paths)) {
        for (const [method, operation] of Object.entries(item)) {
            if (operation.operationId)
                table[operation.operationId] = { method: method.toUpperCase(), pattern, operation };
        }
    }
    return table;
}

const resolved = (value, kept) => (typeof value === "function" ? value(kept) : value);

function requestOf({ method, pattern }, asked, kept, standing) {
    const values = resolved(asked.path, kept) ?? {};
    const query = new URLSearchParams(resolved(asked.query, kept) ?? {}).toString();
    const address = pattern.replace(/\{([^}]*)\}/g, (_, name) => encodeURIComponent(values[name]));
    const headers = { ...asked.headers };
    const token = resolved(asked.token, kept) ?? standing;
    if (token)
        headers.Authorization = `Bearer ${token}`;
    let body = asked.raw;
    if (asked.body) {
        headers["Content-Type"] = "application/json";
        body = JSON.stringify(resolved(asked.body, kept));
    }
    return [query ? `${address}?${query}` : address, { method, headers, body }];
}

/// What the proxy found; of a request that is wrong on purpose only what concerns the answer.
function violations(answer, wrong) {
    const header = answer.headers.get("sl-violations");
    if (!header)
        return [];
    if (!header.startsWith("["))
        return [header];
    return JSON.parse(header).filter((found) => !wrong || found.location?.[0] !== "request").map(JSON.stringify);
}

async function walk({ desk, url, table, token, failures, seen }, list) {
    let kept = {};
    for (const [name, status, asked, code] of list) {
        const [address, options] = requestOf(table[name], asked, kept, token);
        const answer = await fetch((asked.past ? desk.url : url) + address, options);
        const text = await answer.text();
        const what = `${name}: ${options.method} ${address.slice(0, 120)}`;
        if (answer.status !== status)
            failures.push(`${what} answered ${answer.status}, not ${status}: ${text.slice(0, 400)}`);
        if (code && !text.includes(`"code":"${code}"`))
            failures.push(`${what} lacks the code ${code}: ${text.slice(0, 400)}`);
        violations(answer, asked.wrong).forEach((found) => failures.push(`${what} (${answer.status}): ${found}`));
        if (asked.keep && answer.ok)
            kept = JSON.parse(text);
        if (status < 300 || status === 426)
            seen.add(name);
    }
}

/// An open e-mail ticket where the customer wrote last but once at least, and a closed web chat.
async function examples(desk, token) {
    const { tickets } = await desk.call(token, "GET", "/v1/history/tickets?scope=all");
    const closedChat = tickets.find((ticket) => ticket.channel === "webchat" && ticket.status === "closed")?.id;
    for (const ticket of tickets) {
        if (ticket.channel !== "email" || ticket.status !== "open" || ticket.spam)
            continue;
        const { messages } = await desk.call(token, "GET", `/v1/tickets/${ticket.id}/messages?limit=200`);
        const said = messages.filter((message) => message.kind === "message");
        if (said.length > 1)
            return { ticket: ticket.id, newest: messages[0].id, oldest: said.at(-1).id, closedChat };
    }
    throw new Error("the seeded desk has no open e-mail ticket with two messages");
}

async function chatSession(desk) {
    const line = new Line(`${desk.url}/chat/socket`);
    await line.open;
    line.send({ type: "hello", session: "" });
    const { session } = await line.frame("welcome");
    line.send({ type: "send", client: "first", text: "Hello", attachments: [] });
    await line.frame("ack");
    line.close();
    return session;
}

async function check(desk) {
    const document = description("openapi.yaml");
    const table = operationsOf(document);
    const failures = [...compareRoutes(document), ...checkSchemas(document)];
    const token = desk.token("you@desk.example");
    const support = desk.token("ana@team.desk.example");
    await desk.serve();
    failures.push(...await compareAllowed(document, desk.url), ...await compareLayer(document, desk.url));
    const url = await proxyFor(desk, document);
    const seen = new Set();
    const found = await examples(desk, token);
    for (const list of [rows.signedOutRows(), rows.readingRows(), rows.operationRows(found), rows.uploadRows(),
        rows.chatRows(await chatSession(desk)), rows.accountRows(support)])
        await walk({ desk, url, table, token, failures, seen }, list);
    for (const name of Object.keys(table)) {
        if (!seen.has(name))
            failures.push(`${name}: described, but never seen to succeed`);
    }
    return failures;
}

main(check);
