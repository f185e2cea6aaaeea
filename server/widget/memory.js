// What outlives a reload: the session, what is written but not sent, what was seen. Each message that waits has a key of
// its own, so that two tabs never overwrite each other's.

class Memory {
  constructor(origin) {
    this.prefix = `bellhop-chat ${origin} `;
    this.spare = new Map();
    this.lasting = true;
    try {
      localStorage.setItem(this.prefix + "test", "1");
      localStorage.removeItem(this.prefix + "test");
    } catch {
      this.lasting = false;
    }
  }

  get(name) {
    const kept = this.spare.get(name);
    if (kept !== undefined || !this.lasting) return kept ?? null;
    return localStorage.getItem(this.prefix + name);
  }

  // A full or forbidden storage must not lose what is being written: this page's own memory serves until it goes.
  set(name, value) {
    try {
      if (!this.lasting) throw new Error("no storage");
      localStorage.setItem(this.prefix + name, value);
      this.spare.delete(name);
    } catch {
      this.spare.set(name, value);
    }
  }

  remove(name) {
    this.spare.delete(name);
    if (this.lasting) localStorage.removeItem(this.prefix + name);
  }

  names() {
    const found = new Set(this.spare.keys());
    for (let i = 0; this.lasting && i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (key.startsWith(this.prefix)) found.add(key.slice(this.prefix.length));
    }
    return [...found];
  }

  json(name, absent) {
    try {
      return JSON.parse(this.get(name)) ?? absent;
    } catch {
      return absent;
    }
  }

  // Messages that the server has not acknowledged, oldest first:
  // {client, session, text, files, at, after, tried, failed}; `session` empty: written before there was one.
  waiting() {
    return this.names()
      .filter((name) => name.startsWith("out "))
      .map((name) => this.json(name, null))
      .filter((item) => item && typeof item.client === "string" && typeof item.text === "string")
      .sort((a, b) => a.at - b.at || (a.client < b.client ? -1 : 1));
  }

  keep(item) {
    this.set(`out ${item.client}`, JSON.stringify(item));
  }

  forget(client) {
    this.remove(`out ${client}`);
  }
}

// Ids are whole numbers written as text, too long for a JavaScript number to be trusted.
function isNewer(id, than) {
  const a = String(id || "0");
  const b = String(than || "0");
  return a.length === b.length ? a > b : a.length > b.length;
}

// crypto.randomUUID exists on secure pages only.
function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
