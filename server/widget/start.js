// Ties the parts together: what the visitor does, what the desk says.

const FILE_LIMIT = 5 * 1024 * 1024;
const FILES_LIMIT = 10;
const TYPING_EVERY = 4000;
const TYPING_ENDS = 6000;
const DESK_TYPING_ENDS = 15000;

class Chat {
  constructor(origin) {
    this.memory = new Memory(origin);
    this.view = new View(origin);
    this.line = new Line(origin, this.memory, (what, frame) => this.heard(what, frame));
    this.thread = new Thread(this.view.log, this.line, this.memory);
    this.files = this.memory.json("files", []);
    this.view.input.value = this.memory.get("draft") || "";
    this.closed = false;
    this.listen();
    this.drawFiles();
    this.thread.draw();
    // A page that nobody chats on opens no line; a known visitor hears of answers, an unsent message goes out.
    if (this.line.session || this.memory.waiting().length) this.line.start();
    if (this.memory.get("open") === "1") this.open();
  }

  listen() {
    const view = this.view;
    view.button.onclick = () => (view.isOpen ? this.close() : this.open());
    view.closer.onclick = () => this.close();
    view.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isInputMethodKey(event)) return;
      event.stopPropagation();
      this.close();
    });
    view.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isInputMethodKey(event)) return;
      event.preventDefault();
      this.send();
    });
    view.form.onsubmit = (event) => {
      event.preventDefault();
      this.send();
    };
    view.input.oninput = () => this.typed();
    view.attach.onclick = () => view.picker.click();
    view.picker.onchange = () => this.attach([...view.picker.files]);
    view.input.addEventListener("paste", (event) => this.attach([...event.clipboardData.files]));
    document.addEventListener("visibilitychange", () => this.look());
    window.addEventListener("focus", () => this.look());
  }

  open() {
    this.memory.set("open", "1");
    this.view.open();
    this.line.start();
    this.drawState();
    this.look();
    this.thread.askForOlder();
  }

  close() {
    this.memory.remove("open");
    this.view.close();
    this.tellTyping(false);
  }

  heard(what, frame) {
    if (what === "welcome") this.welcomed(frame);
    else if (what === "message") this.received(frame.message);
    else if (what === "history") this.thread.older(frame);
    else if (what === "ack") this.acknowledged(frame);
    else if (what === "outbox") this.thread.draw();
    else if (what === "typing") this.deskTypes(frame.typing);
    else if (what === "closed") this.setClosed(true);
    else if (what === "error") this.view.show(this.view.problem, frame.detail || frame.code);
    else if (what === "state") this.drawState();
  }

  welcomed(frame) {
    this.view.setTitle(frame.desk);
    this.view.show(this.view.notice, [frame.notice, backText(frame.opens)].filter(Boolean).join(" "));
    this.view.show(this.view.problem, "");
    this.thread.welcome(frame);
    this.setClosed(Boolean(frame.closed));
    this.deskTypes(false);
    this.look();
  }

  received(message) {
    if (message.from !== "visitor") this.deskTypes(false);
    // Something new after the end is a new conversation, in whichever tab it was written.
    else this.setClosed(false);
    this.thread.add(message);
    this.look();
  }

  acknowledged({ id, item }) {
    this.thread.sent(id, item);
    this.setClosed(false);
    this.look();
  }

  setClosed(closed) {
    this.closed = closed;
    this.drawState();
  }

  drawState() {
    const states = { connecting: text("connecting"), waiting: text("offline") };
    let words = (this.view.isOpen && states[this.line.state]) || "";
    if (!words && this.closed) words = text("closed");
    if (!words && !this.memory.lasting) words = text("notKept");
    this.view.show(this.view.status, words);
    this.view.panel.dataset.state = this.line.state;
  }

  // What stands on an open panel of a page that is in front is seen; else it counts as unread.
  look() {
    const thread = this.thread;
    this.view.greeting.hidden = thread.messages.size > 0;
    const looks = this.view.isOpen && document.visibilityState === "visible" && document.hasFocus();
    const newest = thread.newestFromDesk;
    if (looks && thread.unread() && this.line.tell({ type: "seen", id: newest })) this.memory.set("seen", newest);
    this.view.setUnread(thread.unread());
  }

  deskTypes(typing) {
    clearTimeout(this.deskTyping);
    this.view.typing.hidden = !typing;
    if (typing) this.deskTyping = setTimeout(() => (this.view.typing.hidden = true), DESK_TYPING_ENDS);
  }

  typed() {
    this.memory.set("draft", this.view.input.value);
    clearTimeout(this.typingEnds);
    if (showsNothing(this.view.input.value)) return this.tellTyping(false);
    this.typingEnds = setTimeout(() => this.tellTyping(false), TYPING_ENDS);
    if (Date.now() - (this.toldTyping || 0) > TYPING_EVERY) this.tellTyping(true);
  }

  tellTyping(typing) {
    clearTimeout(typing ? undefined : this.typingEnds);
    if (!typing && !this.toldTyping) return;
    if (this.line.tell({ type: "typing", typing })) this.toldTyping = typing ? Date.now() : 0;
  }

  send() {
    const words = this.view.input.value.trim();
    const files = this.files.filter((file) => file.id);
    if (files.length < this.files.length || (showsNothing(words) && files.length === 0)) return;
    this.view.show(this.view.problem, "");
    this.line.send(words, files, this.thread.newest);
    this.view.input.value = "";
    this.memory.remove("draft");
    clearTimeout(this.typingEnds);
    this.toldTyping = 0;
    this.setFiles([]);
    this.view.log.scrollTop = this.view.log.scrollHeight;
    this.view.input.focus();
  }

  async attach(chosen) {
    this.view.picker.value = "";
    for (const file of chosen) {
      const name = file.name;
      if (this.files.length >= FILES_LIMIT) {
        this.view.show(this.view.problem, text("tooManyFiles", { limit: FILES_LIMIT }));
        return;
      }
      if (file.size > FILE_LIMIT) {
        this.view.show(this.view.problem, text("fileTooLarge", { name, limit: fileSize(FILE_LIMIT) }));
        continue;
      }
      await this.upload(file);
    }
  }

  async upload(file) {
    const pending = { name: file.name, size: file.size };
    this.setFiles([...this.files, pending]);
    try {
      const { id, name, mime, size } = await this.line.upload(file);
      this.setFiles(this.files.map((each) => (each === pending ? { id, name, mime, size } : each)));
    } catch (problem) {
      this.setFiles(this.files.filter((each) => each !== pending));
      this.view.show(this.view.problem, text("fileFailed", { name: file.name, why: problem.message }));
    }
  }

  setFiles(files) {
    this.files = files;
    this.memory.set("files", JSON.stringify(files.filter((file) => file.id)));
    this.drawFiles();
  }

  drawFiles() {
    this.view.setFiles(this.files, (file) => this.setFiles(this.files.filter((each) => each !== file)));
    this.view.submit.disabled = this.files.some((file) => !file.id);
  }
}

// currentScript is known only while this file runs, not when the page is ready.
const origin = new URL(document.currentScript ? document.currentScript.src : location.href, location.href).origin;
const begin = () => document.getElementById("bellhop-chat") || new Chat(origin);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
