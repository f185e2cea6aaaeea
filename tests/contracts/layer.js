"use strict";
// What the HTTP layer refuses before any handler sees it, against the description's problem.

const http = require("node:http");
const { need } = require("./desk.js");

// [method, address, headers, body, status, code]
const ROWS = [
    ["GET", "/v1/nothing", {}, "", 404, "not-found"],
    ["DELETE", "/v1/me", {}, "", 405, "method-not-allowed"],
    ["POST", "/v1/sign-in", { "Content-Type": "application/json" }, " ".repeat(20000), 413, "too-large"],
    ["GET", `/v1/${"x".repeat(9000)}`, {}, "", 414, "uri-too-long"],
    ["GET", "/v1/me", { Expect: "miracles" }, "", 417, "expectation-failed"],
    ["GET", "/v1/me", { Host: "evil.example" }, "", 421, "wrong-host"],
    ["GET", "/v1/me", { Origin: "https://evil.example" }, "", 403, "wrong-origin"],
    ["GET", "/v1/stream", {}, "", 426, "websocket-only"],
    ["GET", "/v1/me", { Long: "x".repeat(40000) }, "", 431, "request-header-fields-too-large"],
    ["GET", "/v1/%zz", {}, "", 400, "malformed"],
];

function ask(url, [method, address, headers, body]) {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
        const request = http.request({ hostname, port, method, path: address, headers, agent: false }, (answer) => {
            let text = "";
            answer.on("data", (bytes) => { text += bytes; });
            answer.on("end", () => resolve({ status: answer.statusCode, type: answer.headers["content-type"], text }));
        });
        request.on("error", reject);
        request.end(body);
    });
}

async function compareLayer(document, url) {
    const ajv = new (need("ajv/dist/2020").default)({ strict: false, logger: false });
    ajv.addSchema({ $id: "desk", components: document.components });
    const fits = ajv.compile({ $ref: "desk#/components/schemas/Problem" });
    const failures = [];
    for (const row of ROWS) {
        const what = `${row[0]} ${row[1].slice(0, 60)} ${Object.keys(row[2])}`;
        const { status, type, text } = await ask(url, row);
        if (status !== row[4] || type !== "application/problem+json") {
            failures.push(`${what} answered ${status} ${type}, not ${row[4]}: ${text.slice(0, 200)}`);
            continue;
        }
        const problem = JSON.parse(text);
        if (problem.code !== row[5])
            failures.push(`${what} has the code ${problem.code}, not ${row[5]}`);
        if (!fits(problem))
            failures.push(`${what}: ${ajv.errorsText(fits.errors)}`);
    }
    return failures;
}

module.exports = { compareLayer };
