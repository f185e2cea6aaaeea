"""A real bellhop-server on a free port, and its API as an agent uses it."""
import json
import os
import subprocess
import urllib.error
import urllib.request
import uuid

from waiting import until

BIN = os.environ.get("BELLHOP_BIN", "")


class Server:
    """The desk lives in `folder`; start, kill and start again keep port and desk. Without an owner it is not there yet."""

    def __init__(self, folder, seed=None, owner="ada@desk.example", options=()):
        self.folder = str(folder)
        self.program = os.path.join(BIN, "bellhop-server")
        self.options = list(options)
        self.port = 0
        self.process = None
        self.log = open(os.path.join(os.path.dirname(self.folder), "server.log"), "ab")
        self.token = ""
        if seed:
            self.command("seed", *seed)
            owner = "you@desk.example"
        elif owner:
            self.command("user", "add", "--name", "Ada", "--email", owner, "--role", "owner")
        self.owner = owner
        if owner:
            self.token = self.make_token(owner)

    def command(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--data", self.folder], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr}"
        return done.stdout.strip()

    def add_user(self, name, email, role="support"):
        self.command("user", "add", "--name", name, "--email", email, "--role", role)
        return self.make_token(email)

    def make_token(self, email):
        return self.command("user", "token", "--email", email)

    def start(self):
        self.process = subprocess.Popen([self.program, "--listen", f"127.0.0.1:{self.port}", "--data", self.folder,
                                         *self.options],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"the server said {line!r}"
        self.port = int(line.rsplit(":", 1)[1])
        return self

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def end(self):
        """In an orderly way; the exit code must be 0."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(20) == 0, "the server did not end cleanly"

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def close(self):
        self.kill()
        self.log.close()

    def call(self, method, path, body=None, token=None):
        """(status, answer); a refused line raises OSError."""
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", "Bearer " + (token or self.token))
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, data, timeout=20) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as refused:
            text = refused.read()
            return refused.code, json.loads(text) if text else None

    def get(self, path, token=None):
        status, answer = self.call("GET", path, token=token)
        assert status == 200, f"GET {path}: {status} {answer}"
        return answer

    def operate(self, kind, ticket, token=None, **fields):
        """Carries out one operation and returns its answer."""
        name = str(uuid.uuid4())
        body = {"id": name, "kind": kind, "ticket": ticket, "at": self.now(), **fields}
        status, answer = self.call("PUT", f"/v1/operations/{name}", body, token)
        assert status == 200, f"{kind}: {status} {answer}"
        return answer

    @staticmethod
    def now():
        import time
        return int(time.time() * 1000)

    def tickets(self, token=None):
        found, before = [], ""
        while True:
            page = self.get("/v1/history/tickets?scope=all" + (f"&before={before}" if before else ""), token)
            found += page["tickets"]
            before = page.get("next", "")
            if not before:
                return found

    def messages(self, ticket, token=None):
        """Of one ticket, oldest first."""
        found, before = [], ""
        while True:
            page = self.get(f"/v1/tickets/{ticket}/messages?limit=200" + (f"&before={before}" if before else ""), token)
            found += page["messages"]
            before = page.get("next", "")
            if not before:
                return found[::-1]

    def ticket(self, ticket):
        return next(each for each in self.tickets() if each["id"] == ticket)

    def wait_for_text(self, words, seconds=20):
        """The message with this text, and no second one."""
        def find():
            return [m for t in self.tickets() for m in self.messages(t["id"]) if m.get("text") == words]
        found = until(f"a message {words!r} on the server", find, seconds)
        assert len(found) == 1, f"{words!r} is there {len(found)} times"
        return found[0]
