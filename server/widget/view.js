// The button and the panel. Everything stands in a shadow tree: the page's styles do not reach in, ours not out.

class View {
  constructor(origin) {
    this.host = make("div", { id: "bellhop-chat" });
    const root = this.host.attachShadow({ mode: "open" });
    // Shown only when its styles are there: an unstyled panel would lie across the page.
    const styles = make("link", { rel: "stylesheet", href: `${origin}/chat/widget.css` });
    this.host.hidden = true;
    styles.onload = () => (this.host.hidden = false);
    root.append(styles, this.makePanel(), this.makeButton());
    this.root = root;
    document.body.append(this.host);
    this.setTitle("");
    this.setUnread(0);
  }

  makeButton() {
    this.dot = make("span", { className: "dot", hidden: true });
    this.button = make("button", { type: "button", className: "opener" }, icon("M4 5h16v11H9l-5 4z"), this.dot);
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-controls", "panel");
    return this.button;
  }

  makePanel() {
    this.heading = make("h2", { id: "title" });
    this.closer = this.iconButton("closer", text("close"), "M6 6l12 12M18 6L6 18");
    this.notice = make("p", { className: "notice", hidden: true });
    this.log = make("ol", { className: "log", tabIndex: 0 });
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-live", "polite");
    this.log.setAttribute("aria-label", text("log"));
    this.greeting = make("p", { className: "greeting" }, text("greeting"));
    this.typing = make("p", { className: "typing", hidden: true }, text("typing"));
    this.status = make("p", { className: "status", hidden: true });
    this.problem = make("p", { className: "problem", hidden: true });
    this.status.setAttribute("role", "status");
    this.problem.setAttribute("role", "alert");
    this.panel = make("section", { className: "panel", id: "panel", hidden: true });
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-labelledby", "title");
    this.panel.append(
      make("header", {}, this.heading, this.closer),
      this.notice,
      this.greeting,
      this.log,
      this.typing,
      this.status,
      this.problem,
      this.makeComposer(),
    );
    return this.panel;
  }

  makeComposer() {
    this.input = make("textarea", { rows: 2, placeholder: text("write"), dir: "auto", maxLength: 10000 });
    this.input.setAttribute("aria-label", text("write"));
    this.picker = make("input", { type: "file", multiple: true, hidden: true });
    this.attach = this.iconButton("attach", text("attach"), "M8 12.5l6-6a3 3 0 014.2 4.2l-8 8a5 5 0 01-7-7l7.5-7.5");
    this.submit = this.iconButton("send", text("send"), "M4 12l16-8-5 16-3.5-6.5z");
    this.submit.type = "submit";
    this.files = make("ul", { className: "files", hidden: true });
    this.form = make("form", { className: "composer" }, this.files, this.input, this.attach, this.submit, this.picker);
    return this.form;
  }

  iconButton(className, label, path) {
    const button = make("button", { type: "button", className, title: label }, icon(path));
    button.setAttribute("aria-label", label);
    return button;
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  open() {
    this.panel.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.log.scrollTop = this.log.scrollHeight;
    this.input.focus();
  }

  close() {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  setTitle(desk) {
    this.heading.textContent = desk ? text("title", { desk }) : text("titlePlain");
  }

  setUnread(count) {
    this.dot.hidden = count === 0;
    this.button.setAttribute("aria-label", count ? text("openUnread", { count }) : text("open"));
  }

  // A paragraph that is there while it has something to say.
  show(paragraph, words) {
    if (paragraph.textContent !== words) paragraph.textContent = words;
    paragraph.hidden = !words;
  }

  setFiles(files, remove) {
    this.files.replaceChildren(
      ...files.map((file) => {
        const words = file.id ? file.name : text("uploading", { name: file.name });
        const label = text("removeFile", { name: file.name });
        const button = make("button", { type: "button", title: label, onclick: () => remove(file) }, "×");
        button.setAttribute("aria-label", label);
        return make("li", {}, words, " ", button);
      }),
    );
    this.files.hidden = files.length === 0;
  }
}

function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
