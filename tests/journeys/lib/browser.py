"""Chromium through chromedriver (WebDriver over HTTP, standard library only), and the chat as a visitor works it."""
import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request

from waiting import until

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
         "--disable-breakpad", "--disable-crash-reporter"]
ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"


def missing():
    """The program that is not installed, or ''."""
    return next((name for name in ("chromium", "chromedriver") if not shutil.which(name)), "")


class Driver:
    """One chromedriver, for several browsers one after the other."""

    def __init__(self, log):
        self.log = open(log, "ab")
        self.process = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=self.log,
                                        stdin=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                self.url = f"http://127.0.0.1:{found.group(1)}"
                return
        raise AssertionError("chromedriver did not start")

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.log.close()

    def call(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.read().decode()[:600]}") from None


class Browser:
    """A profile in `folder` that outlives the browser: a visitor who comes back."""

    def __init__(self, driver, folder, dark=False, size="1200,800"):
        self.driver = driver
        os.makedirs(folder, exist_ok=True)
        flags = FLAGS + [f"--user-data-dir={folder}", f"--window-size={size}"]
        if dark:
            flags.append("--force-dark-mode")
        options = {"args": flags}
        answer = driver.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.path = "/session/" + answer["sessionId"]

    def close(self):
        """Ends the browser; a second time does nothing."""
        path, self.path = self.path, ""
        if path:
            self.driver.call("DELETE", path)

    def open(self, url):
        self.driver.call("POST", self.path + "/url", {"url": url})

    def tab(self):
        """The name of the tab that is shown."""
        return self.driver.call("GET", self.path + "/window")

    def new_tab(self, url):
        """Opens one more tab, shows it and returns its name."""
        name = self.driver.call("POST", self.path + "/window/new", {"type": "tab"})["handle"]
        self.show(name)
        self.open(url)
        return name

    def show(self, tab):
        self.driver.call("POST", self.path + "/window", {"handle": tab})

    def run(self, script, *arguments):
        return self.driver.call("POST", self.path + "/execute/sync", {"script": script, "args": list(arguments)})

    def keys(self, text):
        """Types into whatever has the focus."""
        actions = [each for key in text for each in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})]
        self.driver.call("POST", self.path + "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def log(self):
        """What the browser's console said since the last call."""
        return self.driver.call("POST", self.path + "/se/log", {"type": "browser"})

    def screenshot(self, file):
        import base64
        with open(file, "wb") as out:
            out.write(base64.b64decode(self.driver.call("GET", self.path + "/screenshot")))


# The chat stands in a shadow tree, which selectors of the page do not enter.
ROOT = "const root = document.getElementById('bellhop-chat')?.shadowRoot; "


class Chat:
    """The chat on the page that `browser` shows."""

    def __init__(self, browser):
        self.browser = browser

    def ask(self, expression, *arguments):
        return self.browser.run(ROOT + "return root && (" + expression + ");", *arguments)

    def open(self):
        self.press_opener()
        self.ready()

    def press_opener(self):
        """Opens the panel, whether or not there is a line."""
        until("the chat's button", lambda: self.ask("!root.host.hidden"))
        if not self.ask("!root.querySelector('.panel').hidden"):
            self.browser.run(ROOT + "root.querySelector('.opener').click();")

    def ready(self, seconds=40):
        until("the chat's line", lambda: self.ask("root.querySelector('.panel').dataset.state === 'ready'"), seconds)

    def write(self, words):
        """Types as a visitor does; the field must have the focus already or gets it."""
        self.ask("root.querySelector('textarea').focus()")
        self.browser.keys(words)

    def send(self, words):
        self.write(words + ENTER)

    def messages(self):
        """[{from, text, id, waiting}], as they stand on the page."""
        return self.ask("""[...root.querySelectorAll('.message')].map((node) => ({
            from: node.dataset.from, text: [...node.querySelectorAll('.line')].map((line) => line.textContent).join('\\n'),
            id: node.dataset.id || '', waiting: node.classList.contains('waiting'),
            files: [...node.querySelectorAll('.file')].map((file) => file.firstChild.textContent)}))""") or []

    def texts(self, sender=None):
        return [m["text"] for m in self.messages() if sender in (None, m["from"])]

    def wait_for(self, words, sender=None, seconds=30):
        """The message stands there, sent, and once."""
        def find():
            return [m for m in self.messages() if m["text"] == words and not m["waiting"] and sender in (None, m["from"])]
        found = until(f"{words!r} in the chat", find, seconds)
        assert len(found) == 1, f"{words!r} stands there {len(found)} times"
        return found[0]

    def says(self, part):
        """The text of notice, status, typing or problem; '' while hidden."""
        return self.ask("(root.querySelector(arguments[0]).hidden ? '' : root.querySelector(arguments[0]).textContent)",
                        "." + part) or ""
