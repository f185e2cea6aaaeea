// The line to the desk: one websocket that comes back by itself, and the messages that wait until they are acknowledged.
// It knows nothing of the page; `on` hears what happens: state, welcome, message, history,
// typing, closed, ack, outbox, error.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const PING_EVERY = 25000;
const ANSWER_WITHIN = 10000;
const SHOWN = new Set(["message", "typing", "closed", "history"]);
// Refusals that no repetition changes; everything else is tried again.
const FINAL = new Set(["empty-message", "too-long", "bad-message", "no-such-attachment", "blocked"]);

class Line {
  constructor(origin, memory, on) {
    this.origin = origin;
    this.memory = memory;
    this.on = on;
    this.state = "off";
    this.failures = 0;
    this.flying = "";
    window.addEventListener("online", () => this.retryNow());
    // Another tab wrote or sent something, began the conversation, or was faster with its session.
    window.addEventListener("storage", () => {
      this.on("outbox");
      if (this.session) this.start();
      this.pump();
    });
  }

  // The browser's session; empty before the first tab has opened its line.
  get session() {
    return this.memory.get("session") || "";
  }

  // What waits goes on the session under which it was written, whatever the browser's is by now.
  next() {
    return this.memory.waiting().find((each) => !each.failed);
  }

  start() {
    if (this.state !== "off") return;
    this.open();
  }

  async open() {
    this.become("connecting");
    clearTimeout(this.timer);
    const session = await settledSession(this.memory);
    this.speaking = this.next()?.session || session;
    const socket = new WebSocket(this.origin.replace(/^http/, "ws") + "/chat/socket");
    this.socket = socket;
    // A socket that never opens, or that is open and deaf, is given up.
    this.deadline = setTimeout(() => socket.close(), ANSWER_WITHIN);
    socket.onopen = () => this.tell({ type: "hello", session: this.speaking });
    socket.onmessage = (event) => socket === this.socket && this.heard(event.data);
    socket.onclose = () => socket === this.socket && this.lost();
  }

  lost() {
    clearTimeout(this.deadline);
    clearInterval(this.pings);
    this.socket = null;
    this.flying = "";
    this.become("waiting");
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures++);
    // Jitter: a server that comes back is not met by every visitor in the same instant.
    this.timer = setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }

  retryNow() {
    if (this.state === "waiting") this.open();
  }

  become(state) {
    this.state = state;
    this.on("state", state);
  }

  tell(message) {
    if (!this.socket || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  ping() {
    this.tell({ type: "ping" });
    const socket = this.socket;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => socket && socket.close(), ANSWER_WITHIN);
  }

  heard(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    clearTimeout(this.deadline);
    if (frame.type === "welcome") this.welcomed(frame);
    else if (frame.type === "ack") this.acknowledged(frame);
    else if (frame.type === "error") this.refused(frame);
    else if (SHOWN.has(frame.type) && this.speaking === this.session) this.on(frame.type, frame);
  }

  welcomed(frame) {
    this.failures = 0;
    if (frame.session !== this.speaking) this.replaced(frame.session);
    clearInterval(this.pings);
    this.pings = setInterval(() => this.ping(), PING_EVERY);
    this.become("ready");
    if (this.speaking === this.session) this.on("welcome", frame);
    this.pump();
  }

  // The desk takes no such session, so it never took anything on it either.
  replaced(session) {
    for (const item of this.memory.waiting())
      if (item.session === this.speaking) this.memory.keep({ ...item, session });
    if (this.session === this.speaking) this.memory.set("session", session);
    this.speaking = session;
  }

  // Written down before it is sent: a page that is closed in between sends it when it is opened again.
  send(words, files, after) {
    this.memory.keep({ client: newUuid(), session: this.session, text: words, files, at: Date.now(), after });
    this.on("outbox");
    this.start();
    this.pump();
  }

  // One at a time, in order; the next goes when this one is acknowledged or finally refused.
  pump() {
    if (this.state !== "ready" || this.flying) return;
    const item = this.next();
    const session = item?.session || this.session || this.speaking;
    if (session !== this.speaking) {
      this.socket.close();
      return;
    }
    if (!item) return;
    if (!this.tell({ type: "send", client: item.client, text: item.text, attachments: item.files.map((f) => f.id) }))
      return;
    this.flying = item.client;
    if (!item.tried) this.memory.keep({ ...item, session, tried: true });
    const socket = this.socket;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => socket.close(), ANSWER_WITHIN);
  }

  acknowledged(frame) {
    const item = this.memory.waiting().find((each) => each.client === frame.client);
    this.memory.forget(frame.client);
    if (this.flying === frame.client) this.flying = "";
    this.on("ack", { id: frame.id, item });
    this.pump();
  }

  refused(frame) {
    const item = this.memory.waiting().find((each) => each.client === frame.client);
    if (!frame.client || !item) {
      this.on("error", frame);
      return;
    }
    if (FINAL.has(frame.code)) {
      this.memory.keep({ ...item, failed: frame.detail || frame.code });
      this.flying = "";
      this.on("outbox");
      this.pump();
      return;
    }
    // A session that the desk does not take is replaced by saying hello anew; for the rest it needs a moment.
    if (frame.code === "unknown-session") this.socket.close();
    else setTimeout(() => this.released(frame.client), 3000);
  }

  released(client) {
    if (this.flying === client) this.flying = "";
    this.pump();
  }

  again(client) {
    const item = this.memory.waiting().find((each) => each.client === client);
    if (!item) return;
    // A new uuid: the refusal of the old one is final.
    this.memory.forget(client);
    this.send(item.text, item.files, item.after);
  }

  discard(client) {
    this.memory.forget(client);
    this.on("outbox");
  }

  // The session is as good as a password: it stands in a header, never in an address.
  get proof() {
    return { Authorization: `Bearer ${this.session}` };
  }

  // Resolves with an address that works for a few minutes; rejects with a sentence.
  async fileUrl(id) {
    const place = `${this.origin}/chat/attachments/${encodeURIComponent(id)}/link`;
    const answer = await fetch(place, { method: "POST", headers: this.proof }).catch(() => null);
    if (!answer) throw new Error(text("fileNoLine"));
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(body.detail || answer.statusText);
    return this.origin + body.url;
  }

  // Resolves with {id, name, mime, size}; rejects with a sentence.
  async upload(file) {
    await settledSession(this.memory);
    const query = `name=${encodeURIComponent(file.name)}`;
    let answer;
    try {
      answer = await fetch(`${this.origin}/chat/attachments?${query}`, {
        method: "POST",
        headers: { ...this.proof, "Content-Type": file.type || "application/octet-stream" },
        body: file,
      });
    } catch {
      throw new Error(text("fileNoLine"));
    }
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(body.detail || answer.statusText);
    return body.attachment;
  }
}
