// The visitor's session: one for the browser, whichever tab came first. The browser makes it before it says the first
// word, so that a page that goes away unanswered comes back as the same visitor.

const CLAIM_WITHIN = 3000;
const SETTLES_IN = 300;

// The session that stands, made and written down when there is none.
async function settledSession(memory) {
  const kept = memory.get("session");
  if (kept) return kept;
  const fresh = newSession();
  const claimed = memory.lasting ? await claimSession(memory.prefix, fresh).catch(() => null) : fresh;
  if (claimed) {
    memory.set("session", claimed);
    return claimed;
  }
  // A browser without a database: what stands a moment after all have written is everybody's.
  memory.set("session", memory.get("session") || fresh);
  await new Promise((done) => setTimeout(done, SETTLES_IN));
  return memory.get("session") || fresh;
}

// A claim is a transaction, which tabs have one after the other. localStorage alone does not do: each tab reads a copy
// of its own, to which what others wrote comes later. Resolves with the first one claimed.
function claimSession(prefix, fresh) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), CLAIM_WITHIN);
    const request = indexedDB.open("bellhop-chat");
    request.onupgradeneeded = () => request.result.createObjectStore("sessions");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const transaction = database.transaction("sessions", "readwrite");
      const sessions = transaction.objectStore("sessions");
      const first = sessions.get(prefix);
      first.onsuccess = () => first.result || sessions.put(fresh, prefix);
      transaction.oncomplete = () => resolve(first.result || fresh);
      transaction.onabort = () => reject(transaction.error);
      transaction.addEventListener("complete", () => database.close());
      transaction.addEventListener("abort", () => database.close());
    };
  });
}

// 256 random bits as base64url, as the desk makes its own.
function newSession() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
