"use strict";
// The server's table of routes, read from the lines that fill it, against the paths of the description.

const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./desk.js");

const ROUTE = /router\.add(?:Async)?\(\s*"([A-Z]+)",\s*u"([^"]+)"_s/g;
const SOCKET = /router\.addWebSocket\(\s*u"([^"]+)"_s/g;
const ASSET = /\{"(\/chat\/[^"]+)", (?:nullptr|"[^"]*"), "/g;
const ANY = /router\.add(?:Async|WebSocket)?\(/g;
const METHODS = ["get", "put", "post", "patch", "delete", "head"];

function sources(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const place = path.join(folder, entry.name);
        return entry.isDirectory() ? sources(place) : place.endsWith(".cpp") ? [place] : [];
    });
}

function served() {
    const routes = new Set();
    const failures = [];
    for (const file of ["api", "channels", "connectors"].flatMap((name) => {
        const folder = path.join(root, "server", name);
        return fs.existsSync(folder) ? sources(folder) : [];
    })) {
        const text = fs.readFileSync(file, "utf8");
        const plain = [...text.matchAll(ROUTE)].map(([, method, pattern]) => `${method} ${pattern}`);
        const sockets = [...text.matchAll(SOCKET)].map(([, pattern]) => `GET ${pattern}`);
        const assets = [...text.matchAll(ASSET)].map(([, pattern]) => `GET ${pattern}`);
        [...plain, ...sockets, ...assets].forEach((route) => routes.add(route));
        // A table of assets is added by one line in a loop.
        const read = plain.length + sockets.length + (assets.length ? 1 : 0);
        const lines = [...text.matchAll(ANY)].length;
        if (lines !== read)
            failures.push(`${path.relative(root, file)}: ${lines} routes are added, ${read} were understood`);
    }
    return { routes, failures };
}

function described(document) {
    const routes = new Set();
    for (const [pattern, item] of Object.entries(document.paths)) {
        for (const method of METHODS) {
            // GET answers HEAD too.
            if (item[method] && !(method === "head" && item.get))
                routes.add(`${method.toUpperCase()} ${pattern}`);
        }
    }
    return routes;
}

function compareRoutes(document) {
    const { routes, failures } = served();
    const wanted = described(document);
    for (const route of routes) {
        if (!wanted.has(route))
            failures.push(`${route}: served, not described`);
    }
    for (const route of wanted) {
        if (!routes.has(route))
            failures.push(`${route}: described, not served`);
    }
    return failures;
}

/// What the running server says it allows for each path of the description.
async function compareAllowed(document, url) {
    const failures = [];
    for (const [pattern, item] of Object.entries(document.paths)) {
        const answer = await fetch(url + pattern.replace(/\{[^}]*\}/g, "1"), { method: "OPTIONS" });
        const allowed = (answer.headers.get("Allow") || "").split(", ").filter((method) => method !== "OPTIONS");
        const wanted = new Set(METHODS.filter((method) => item[method]).map((method) => method.toUpperCase()));
        if (wanted.has("GET"))
            wanted.add("HEAD");
        if (allowed.sort().join() !== [...wanted].sort().join())
            failures.push(`${pattern}: the server allows ${allowed}, described are ${[...wanted]}`);
    }
    return failures;
}

module.exports = { compareAllowed, compareRoutes };
