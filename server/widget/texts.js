// Every sentence that a visitor reads, by language. A page may bring its own before the widget loads:
// window.bellhopChatTexts = { fr: { open: "…" } }. What a language lacks is read from English.

const TEXTS = {
  en: {
    open: "Open the chat",
    openUnread: "Open the chat, {count} unread",
    close: "Close the chat",
    title: "Chat with {desk}",
    titlePlain: "Chat",
    log: "Messages",
    write: "Write a message",
    send: "Send",
    attach: "Attach a file",
    removeFile: "Remove {name}",
    uploading: "Uploading {name} …",
    download: "{name}, {size}, download",
    you: "You",
    desk: "Support",
    greeting: "Hello! Write to us here: we answer as soon as we can.",
    opens: "We are back on {time}.",
    typing: "Somebody is typing …",
    seenByServer: "Sent",
    waiting: "Waiting to be sent",
    failed: "Not sent: {why}",
    again: "Try again",
    discard: "Discard",
    closed: "This conversation was closed; write again to start a new one.",
    offline: "No connection. What you write is kept here and sent as soon as there is one.",
    connecting: "Connecting …",
    fileTooLarge: "{name} is larger than {limit}. Nothing was sent; choose a smaller file.",
    fileFailed: "{name} could not be uploaded: {why}",
    fileNoLine: "there is no connection",
    tooManyFiles: "A message takes {limit} files at most.",
    notKept: "This browser keeps nothing for this page: the conversation ends when you leave it.",
  },
};

// "Hello {name}" with the values put in; an unknown key shows itself, so that a gap is seen.
function text(key, values = {}) {
  const wanted = (document.documentElement.lang || navigator.language || "en").toLowerCase();
  const own = window.bellhopChatTexts || {};
  for (const language of [wanted, wanted.split("-")[0], "en"]) {
    const found = (own[language] || {})[key] || (TEXTS[language] || {})[key];
    if (found) return found.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  }
  return key;
}

// By the visitor's own clock and calendar: "Monday, 7 December at 09:00".
function backText(ms) {
  if (!ms) return "";
  const form = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return text("opens", { time: new Intl.DateTimeFormat(undefined, form).format(new Date(ms)) });
}

function fileSize(bytes) {
  const units = ["B", "KB", "MB"];
  let unit = 0;
  let size = bytes;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: unit ? 1 : 0 }).format(size)} ${units[unit]}`;
}
