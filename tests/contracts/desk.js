"use strict";
// A seeded desk with its server and what both contract checks need: skipping, child processes, strict schemas.

const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const modules = path.join(root, "tests/node_modules");
const PASSWORD = "a long enough phrase for tests";

class Skip extends Error {}

/// Ends the check without a verdict; main() still tidies up.
function skip(why) {
    throw new Skip(why);
}

/// A package of tests/node_modules; without it there is nothing to check with.
function need(name) {
    try {
        return require(path.join(modules, name));
    } catch (error) {
        if (error.code !== "MODULE_NOT_FOUND")
            throw error;
        return skip(`tests/node_modules/${name} is not installed (npm ci in tests/)`);
    }
}

function description(name) {
    return need("js-yaml").load(fs.readFileSync(path.join(root, "docs/api", name), "utf8"));
}

/// The published description lets new fields come; the check does not: what the server sends must be described.
function strict(node) {
    if (Array.isArray(node))
        return node.map(strict);
    if (node === null || typeof node !== "object")
        return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strict(value)]));
    if (node.type === "object" && node.properties && !("additionalProperties" in node))
        copy.additionalProperties = false;
    return copy;
}

/// Starts a program and resolves with the first group of `ready` in its output.
function start(command, args, ready) {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const address = new Promise((resolve, reject) => {
        const read = (bytes) => {
            output += bytes;
            const found = ready.exec(output);
            if (found)
                resolve(found[1]);
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
        child.on("exit", (code) => reject(new Error(`${command} ended with ${code}: ${output}`)));
        child.on("error", reject);
    });
    return { child, address };
}

class Desk {
    constructor(binary) {
        this.binary = binary;
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "bellhop-contracts-"));
        this.children = [];
    }

    fill() {
        this.run(["seed", "--tickets", "80", "--messages", "400"]);
        this.run(["user", "add", "--name", "Contract Tester", "--email", "contract@desk.example", "--role", "admin",
            "--password-file", "-"], `${PASSWORD}\n`);
    }

    run(args, input = "") {
        const all = [...args, "--data", path.join(this.folder, "desk")];
        return execFileSync(this.binary, all, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] }).trim();
    }

    token(email) {
        return this.run(["user", "token", "--email", email]).split("\n").pop();
    }

    async serve(...more) {
        this.url = await this.child(this.binary,
            ["--listen", "127.0.0.1:0", "--data", path.join(this.folder, "desk"), ...more], /listening on (http:\/\/\S+)/);
    }

    async child(command, args, ready) {
        const started = start(command, args, ready);
        this.children.push(started.child);
        return started.address;
    }

    async end() {
        const gone = this.children.filter((child) => child.exitCode === null).map((child) => {
            const exit = new Promise((resolve) => child.once("exit", resolve));
            child.kill("SIGTERM");
            return exit;
        });
        await Promise.all(gone);
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    /// A call past the proxy, for what a check needs but does not check.
    async call(token, method, address, body) {
        const answer = await fetch(this.url + address, {
            method,
            headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
            body: body && JSON.stringify(body),
        });
        return answer.status === 204 ? {} : answer.json();
    }
}

/// Runs a check against a fresh desk and turns its list of failures into the exit code.
async function main(check) {
    let desk;
    let failures;
    try {
        desk = new Desk(process.argv[2]);
        desk.fill();
        failures = await check(desk);
    } catch (error) {
        failures = [error];
    } finally {
        await desk?.end();
    }
    const skipped = failures.find((failure) => failure instanceof Skip);
    if (skipped) {
        console.log(`SKIP   : ${skipped.message}`);
        process.exit(77);
    }
    failures.forEach((failure) => console.log(`FAIL   : ${failure.stack ?? failure}`));
    console.log(failures.length ? `${failures.length} failed` : "PASS");
    process.exit(failures.length ? 1 : 0);
}

module.exports = { Desk, PASSWORD, description, main, modules, need, root, skip, strict };
