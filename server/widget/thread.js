// The messages on the page: what the server has, in the order of their places, then what still waits to be sent.

const QUIET = 1000;
// Behind every other, until the desk's own copy says where.
const LAST = "9".repeat(20);

class Thread {
  constructor(list, line, memory) {
    this.list = list;
    this.line = line;
    this.memory = memory;
    this.messages = new Map();
    this.nodes = new Map();
    // What to ask for older messages with; empty: all are here. `asked`: what was, until the answer is here.
    this.next = "";
    this.asked = "";
    list.addEventListener("scroll", () => this.askForOlder());
  }

  get newest() {
    let newest = "0";
    for (const id of this.messages.keys()) if (isNewer(id, newest)) newest = id;
    return newest;
  }

  // The newest message that the desk wrote, for "seen" and the unread dot.
  get newestFromDesk() {
    let newest = null;
    for (const message of this.messages.values())
      if (message.from !== "visitor" && (!newest || standsBehind(message, newest))) newest = message;
    return newest ? newest.id : "0";
  }

  unread() {
    const id = this.memory.get("seen");
    const seen = this.messages.get(id);
    const isUnread = (each) => (seen ? standsBehind(each, seen) : isNewer(each.id, id));
    return [...this.messages.values()].filter((each) => each.from !== "visitor" && isUnread(each)).length;
  }

  // The latest messages. Older ones that are here stay where nothing is missing in between.
  welcome({ messages, next }) {
    const goesOn = messages.some(({ id }) => this.messages.has(id));
    if (!goesOn) {
      this.messages.clear();
      this.next = next || "";
    }
    this.asked = "";
    this.keep(messages);
    this.draw();
    this.askForOlder();
  }

  keep(messages) {
    for (const message of messages) this.messages.set(message.id, message);
  }

  // Before the top is reached, so that who scrolls does not wait; never while the panel is closed.
  askForOlder() {
    const isNear = this.list.clientHeight > 0 && this.list.scrollTop < this.list.clientHeight;
    if (!isNear || !this.next || this.asked === this.next) return;
    if (this.line.tell({ type: "history", before: this.next })) this.asked = this.next;
  }

  // What is being read stays where it is; a screen reader is not told what was said long ago.
  older({ before, messages, next }) {
    if (before !== this.next) return;
    this.next = next || "";
    this.keep(messages);
    const fromEnd = this.list.scrollHeight - this.list.scrollTop;
    this.list.setAttribute("aria-live", "off");
    this.draw();
    this.list.scrollTop = this.list.scrollHeight - fromEnd;
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), QUIET);
    this.askForOlder();
  }

  add(message) {
    this.messages.set(message.id, message);
    this.draw();
  }

  // Acknowledged: shown as the server's from now on, also before the server's own copy arrives.
  sent(id, item) {
    if (item && !this.messages.has(id)) {
      const attachments = item.files;
      const place = Infinity;
      const from = "visitor";
      const conversation = LAST;
      this.messages.set(id, { id, conversation, place, from, name: "", text: item.text, at: item.at, attachments });
    }
    this.draw();
  }

  // An acknowledgement that was lost must not show the message twice until the repetition is acknowledged.
  arrived(item, taken) {
    if (!item.tried) return false;
    for (const message of this.messages.values()) {
      const same = message.from === "visitor" && message.text === item.text && isNewer(message.id, item.after);
      if (!same || taken.has(message.id)) continue;
      taken.add(message.id);
      return true;
    }
    return false;
  }

  draw() {
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    const ordered = [...this.messages.values()].sort((a, b) => (standsBehind(a, b) ? 1 : -1));
    const taken = new Set();
    const waiting = this.memory.waiting().filter((item) => !this.arrived(item, taken));
    const wanted = new Map();
    for (const message of ordered) wanted.set(`m ${message.id}`, () => this.sentNode(message));
    for (const item of waiting) wanted.set(`o ${item.client} ${item.failed || ""}`, () => this.waitingNode(item));
    for (const [key, node] of this.nodes) {
      if (wanted.has(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    let before = null;
    for (const [key, make] of wanted) {
      const node = this.nodes.get(key) || make();
      this.nodes.set(key, node);
      const place = before ? before.nextSibling : this.list.firstChild;
      if (place !== node) this.list.insertBefore(node, place);
      before = node;
    }
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  sentNode(message) {
    const mine = message.from === "visitor";
    const name = mine ? text("you") : message.name || text("desk");
    const node = this.bubble(message.from, name, message.text, message.at, message.attachments || []);
    node.dataset.id = message.id;
    return node;
  }

  waitingNode(item) {
    const node = this.bubble("visitor", text("you"), item.text, item.at, item.files);
    node.dataset.client = item.client;
    node.classList.add(item.failed ? "failed" : "waiting");
    const state = make("p", { className: "state" }, item.failed ? text("failed", { why: item.failed }) : text("waiting"));
    node.append(state);
    if (!item.failed) return node;
    state.append(
      make("button", { type: "button", onclick: () => this.line.again(item.client) }, text("again")),
      make("button", { type: "button", onclick: () => this.line.discard(item.client) }, text("discard")),
    );
    return node;
  }

  bubble(from, name, words, at, files) {
    const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
    const date = new Date(at);
    const stamp = make("time", { dateTime: date.toISOString(), title: date.toLocaleString() }, time.format(date));
    const node = make("li", { className: "message" }, make("p", { className: "by" }, make("b", {}, name), " ", stamp));
    node.dataset.from = from;
    if (words) node.append(make("div", { className: "words" }, ...linesOf(words)));
    for (const file of files) node.append(this.fileNode(file));
    return node;
  }

  fileNode(file) {
    const label = text("download", { name: file.name, size: fileSize(file.size) });
    const link = make("a", { className: "file", href: "#", title: label }, file.name);
    link.setAttribute("aria-label", label);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.openFile(file);
    });
    link.append(make("small", {}, ` ${fileSize(file.size)}`));
    return link;
  }

  async openFile(file) {
    try {
      const href = await this.line.fileUrl(file.id);
      make("a", { href, download: file.name, target: "_blank", rel: "noopener" }).click();
    } catch (error) {
      this.line.on("error", { detail: error.message });
    }
  }
}

// One conversation after the other, and each in the order of its places, whatever the clocks say.
function standsBehind(a, b) {
  if (a.conversation !== b.conversation) return isNewer(a.conversation, b.conversation);
  return a.place === b.place ? isNewer(a.id, b.id) : a.place > b.place;
}

// make("a", {href}, "text", node): an element with properties and children; text stays text.
function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// Each line takes its own direction: Hebrew between English lines stands at the right.
function linesOf(words) {
  return words.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => {
    return make("p", { className: "line", dir: "auto" }, ...(line ? linked(line) : [make("br", {})]));
  });
}

// Plain web addresses become links; nothing else of a message is ever read as markup.
function linked(words) {
  return words.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/).map((part, index) => {
    if (index % 2 === 0) return part;
    return make("a", { href: part, target: "_blank", rel: "noopener noreferrer nofollow" }, part);
  });
}
