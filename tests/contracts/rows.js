"use strict";
// What the walk asks: [operationId, expected status, request, expected code]. A request names `path` (parameters of
// the path), `query`, `body`, `raw`, `headers`, `token`; `wrong` marks one that does not fit the description itself.
// `past` goes past the proxy, which cannot read a problem without a body (HEAD). `keep` hands the answer to later rows.

const { createHash, randomUUID } = require("node:crypto");
const { PASSWORD } = require("./desk.js");

const digest = (text) => createHash("sha256").update(text).digest("hex");
const DAY = 24 * 3600 * 1000;
const octets = { "Content-Type": "application/octet-stream" };

function signedOutRows() {
    const token = "unknown";
    const file = { name: "a.txt", mime: "text/plain", size: 1, sha256: digest("a") };
    const operation = { id: randomUUID(), ticket: "1", kind: "close" };
    return [
        ["me", 401, { token }, "signed-out"],
        ["signOut", 401, { token, body: {} }, "signed-out"],
        ["invite", 401, { token, body: { email: "a@desk.example", name: "A", role: "support" } }, "signed-out"],
        ["resetPassword", 401, { token, path: { id: "4" }, body: {} }, "signed-out"],
        ["bootstrap", 401, { token }, "signed-out"],
        ["changes", 401, { token, query: { after: 0 } }, "signed-out"],
        ["historyTickets", 401, { token, query: { scope: "all" } }, "signed-out"],
        ["historyMessages", 401, { token }, "signed-out"],
        ["ticketMessages", 401, { token, path: { id: "1" } }, "signed-out"],
        ["profile", 401, { token, path: { id: "1" } }, "signed-out"],
        ["search", 401, { token, query: { q: "parcel" } }, "signed-out"],
        ["execute", 401, { token, path: { uuid: operation.id }, body: operation }, "signed-out"],
        ["beginUpload", 401, { token, body: file }, "signed-out"],
        ["appendUpload", 401, { token, path: { id: "1" }, headers: { "Upload-Offset": 0, ...octets }, raw: "a" }, "signed-out"],
        ["download", 401, { token, path: { id: "1" } }, "signed-out"],
        ["uploadState", 401, { token, path: { id: "1" }, past: true }],
    ];
}

function readingRows() {
    return [
        ["me", 200, {}],
        ["bootstrap", 200, {}],
        ["changes", 200, { query: { after: "0", limit: 1000 } }],
        ["changes", 400, { query: { after: "x" }, wrong: true }, "bad-request"],
        ["changes", 400, { query: { after: "0", limit: 1001 }, wrong: true }, "bad-request"],
        ["changes", 410, { query: { after: "99999999" } }, "cursor-gone"],
        ["changes", 410, { query: { after: "0123456789abcdef-500" } }, "cursor-gone"],
        ["historyTickets", 200, { query: { scope: "active", limit: 200 } }],
        ["historyTickets", 200, { query: { scope: "all", limit: 10 } }],
        ["historyTickets", 400, { query: { scope: "some" }, wrong: true }, "bad-request"],
        ["historyTickets", 400, { query: { scope: "all", before: "x" } }, "bad-key"],
        ["historyMessages", 200, { query: { limit: 300 } }],
        ["historyMessages", 400, { query: { before: "x" } }, "bad-key"],
        ["ticketMessages", 200, { path: { id: "1" } }],
        ["ticketMessages", 400, { path: { id: "1" }, query: { limit: 0 }, wrong: true }, "bad-request"],
        ["ticketMessages", 404, { path: { id: "999999" } }, "no-such-ticket"],
        ...Array.from({ length: 5 }, (_, i) => ["profile", 200, { path: { id: String(i + 1) } }]),
        ["profile", 404, { path: { id: "none" } }, "no-such-profile"],
        ["search", 200, { query: { q: "par", limit: 20 } }],
        ["search", 200, { query: { q: "#1", limit: 1 } }],
        ["search", 400, { query: { q: "x".repeat(501) }, wrong: true }, "bad-request"],
        ["health", 200, {}],
        ["openapi", 200, {}],
        ["asyncapi", 200, {}],
        ["stream", 426, {}, "websocket-only"],
        ["chatSocket", 426, {}, "websocket-only"],
        ["chatDemo", 200, {}],
        ["chatDemoStyle", 200, {}],
        ["chatWidget", 200, {}],
        ["chatWidgetStyle", 200, {}],
    ];
}

/// `desk`: an open e-mail ticket with its oldest and newest message, a closed web chat.
function operationRows({ ticket, oldest, newest, closedChat }) {
    const row = (status, operation, code, extra = {}) => {
        const body = { id: randomUUID(), ticket, at: Date.now(), ...operation };
        return ["execute", status, { path: { uuid: body.id }, body, ...extra }, code];
    };
    const note = row(200, { kind: "note", text: "Checked with the carrier." });
    const repeated = note[2].body;
    const late = row(410, { kind: "close" })[2].body;
    return [
        note,
        ["execute", 200, { path: { uuid: repeated.id }, body: repeated }],
        ["execute", 422, { path: { uuid: repeated.id }, body: { ...repeated, text: "Other" } }, "other-body"],
        ["execute", 400, { path: { uuid: "NOT-A-UUID" }, body: repeated }, "bad-operation"],
        ["cancelOperation", 200, { path: { uuid: repeated.id }, query: { at: repeated.at } }],
        ["cancelOperation", 200, { path: { uuid: late.id } }],
        ["execute", 410, { path: { uuid: late.id }, body: late }, "cancelled"],
        ["cancelOperation", 400, { path: { uuid: "NOT-A-UUID" } }, "bad-operation"],
        ["cancelOperation", 400, { path: { uuid: late.id }, query: { at: "soon" }, wrong: true }, "bad-request"],
        ["cancelOperation", 410, { path: { uuid: late.id }, query: { at: Date.now() - 100 * DAY } }, "operation-old"],
        row(422, { kind: "dance" }, "unknown-kind", { wrong: true }),
        row(422, { kind: "note", text: "Hm", cc: "x@shop.example" }, "unknown-field", { wrong: true }),
        row(422, { kind: "close", until: Date.now() + DAY }, "unknown-field"),
        row(422, { kind: "reply", text: "Hm", seen: newest, then: "dance" }, "unknown-word", { wrong: true }),
        row(422, { kind: "restore" }, "nothing-to-restore"),
        row(200, { kind: "restore", before: { status: "open" }, after: { status: "closed" } }),
        row(422, { kind: "restore", before: { status: "closed" }, after: { status: "snoozed" } }, "changed-since"),
        row(404, { ticket: "999999", kind: "close" }, "no-such-ticket"),
        row(410, { kind: "close", at: Date.now() - 100 * DAY }, "operation-old"),
        row(409, { kind: "reply", text: "Too late", seen: oldest }, "stale"),
        row(200, { kind: "reply", text: "Just in time", html: "<p>Just in time</p>", seen: newest, then: "close" }),
        row(422, { kind: "reply", text: " ", seen: newest, sendAnyway: true }, "empty-text"),
        row(200, { kind: "reopen" }),
        row(200, { kind: "assign", assignee: "2" }),
        row(200, { kind: "assign", assignee: "" }),
        row(200, { kind: "set-team", team: "1" }),
        row(200, { kind: "add-label", label: "1" }),
        row(200, { kind: "remove-label", label: "1" }),
        row(422, { kind: "add-label", label: "9999" }, "unknown-label"),
        row(200, { kind: "set-priority", priority: "urgent" }),
        row(200, { kind: "snooze", until: Date.now() + DAY }),
        row(422, { kind: "snooze", until: 1000 }, "snooze-in-past"),
        row(200, { kind: "mark-unread" }),
        row(200, { kind: "mark-read", seen: newest }),
        row(200, { kind: "mark-spam" }),
        row(422, { kind: "reply", text: "No", sendAnyway: true }, "spam"),
        row(200, { kind: "not-spam" }),
        row(200, { kind: "close" }),
        ...(closedChat ? [row(422, { ticket: closedChat, kind: "reopen" }, "closed-chat")] : []),
    ];
}

function uploadRows() {
    const text = "The parcel's label, in words.";
    const announced = { name: "label.txt", mime: "text/plain", size: text.length, sha256: digest(text) };
    const part = (offset, raw) => ({ path: (kept) => ({ id: kept.attachment.id }), raw,
        headers: { "Upload-Offset": offset, ...octets } });
    const own = { path: (kept) => ({ id: kept.attachment.id }) };
    return [
        ["beginUpload", 400, { body: { ...announced, size: "much" }, wrong: true }, "bad-request"],
        ["beginUpload", 422, { body: { ...announced, sha256: "abc" } }, "bad-digest"],
        ["beginUpload", 422, { body: { ...announced, size: 26 * 1024 * 1024 } }, "too-large"],
        ["beginUpload", 201, { body: announced, keep: true }],
        ["appendUpload", 409, part(7, "x"), "wrong-offset"],
        ["appendUpload", 204, part(0, text.slice(0, 10))],
        ["uploadState", 200, own],
        ["appendUpload", 204, part(10, text.slice(10))],
        ["appendUpload", 404, { ...part(0, "x"), path: { id: "999999" } }, "no-such-attachment"],
        ["download", 200, own],
        ["download", 206, { ...own, headers: { Range: "bytes=0-3" } }],
        ["download", 416, { ...own, headers: { Range: "bytes=1000-" } }, "range-not-satisfiable"],
        ["download", 404, { path: { id: "999999" } }, "no-such-attachment"],
        ["uploadState", 404, { path: { id: "999999" }, past: true }],
        ["beginUpload", 201, { body: { ...announced, sha256: digest("other") }, keep: true }],
        ["appendUpload", 422, part(0, text), "digest"],
    ];
}

function chatRows(session) {
    const text = { "Content-Type": "text/plain" };
    const upload = (token, name) => ({ token, query: { name }, headers: text, raw: "My order" });
    const linked = ({ url }) => new URL(url, "http://desk.example");
    const id = (kept) => ({ id: linked(kept).pathname.split("/").pop() });
    return [
        ["chatUpload", 201, { ...upload(session, "note.txt"), keep: true }],
        ["chatLink", 404, { token: "unknown", path: (kept) => ({ id: kept.attachment.id }) }, "no-such-attachment"],
        ["chatLink", 200, { token: session, path: (kept) => ({ id: kept.attachment.id }), keep: true }],
        ["chatDownload", 200, { query: (kept) => linked(kept).searchParams, path: id }],
        ["chatDownload", 404, { query: (kept) => ({ until: kept.until, key: "forged" }), path: id }, "no-such-attachment"],
        ["chatUpload", 401, upload("unknown", "a"), "unknown-session"],
        ["chatUpload", 422, { ...upload(session, ""), wrong: true }, "bad-name"],
    ];
}

/// Last, because it uses up the attempts of this address.
function accountRows(support) {
    const email = "contract@desk.example";
    const device = "contracts";
    const accept = (password) => (kept) => ({ invitation: kept.invitation ?? kept.reset, password, device });
    const wrong = ["signIn", 401, { token: "", body: { email: "no@desk.example", password: "x", device } }, "wrong-password"];
    return [
        ["signIn", 400, { token: "", body: { email, device }, wrong: true }, "bad-request"],
        ["signIn", 200, { token: "", body: { email, password: PASSWORD, device }, keep: true }],
        // The first answer counts as lost: the same token again gets a further pair.
        ["refresh", 200, { token: "", body: (kept) => ({ refresh: kept.refresh }) }],
        ["refresh", 200, { token: "", body: (kept) => ({ refresh: kept.refresh }), keep: true }],
        ["refresh", 401, { token: "", body: { refresh: "unknown" } }, "signed-out"],
        ["refresh", 400, { token: "", body: {}, wrong: true }, "bad-request"],
        ["signOut", 204, { token: (kept) => kept.access, body: {} }],
        ["invite", 403, { token: support, body: { email: "new@desk.example", name: "New", role: "support" } }, "not-allowed"],
        ["invite", 422, { body: { email: "no address", name: "New", role: "support" } }, "bad-address"],
        ["invite", 422, { body: { email, name: "New", role: "support" } }, "known-address"],
        ["invite", 400, { body: { email: "new@desk.example", name: "New", role: "king" }, wrong: true }, "bad-request"],
        ["invite", 201, { body: { email: "new@desk.example", name: "New", role: "support" }, keep: true }],
        ["acceptInvitation", 422, { token: "", body: accept("short") }, "weak-password"],
        ["acceptInvitation", 200, { token: "", body: accept(PASSWORD) }],
        ["acceptInvitation", 401, { token: "", body: accept(PASSWORD) }],
        ["acceptInvitation", 400, { token: "", body: {}, wrong: true }, "bad-request"],
        ["resetPassword", 403, { token: support, path: { id: "3" }, body: {} }, "not-allowed"],
        ["resetPassword", 404, { path: { id: "999999" }, body: {} }],
        ["resetPassword", 201, { path: { id: "4" }, body: {}, keep: true }],
        ["acceptInvitation", 200, { token: "", body: (kept) => ({ ...accept(PASSWORD)(kept), device: undefined }) }],
        ...Array(8).fill(wrong),
        ["signIn", 429, wrong[2], "slow-down"],
    ];
}

module.exports = { accountRows, chatRows, operationRows, readingRows, signedOutRows, uploadRows };
