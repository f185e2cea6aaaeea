"""A line between browser and server that can be late: what a websocket carries is held until it is released."""
import contextlib
import socket
import threading


class Socket:
    """One connection; `late` is "up" while what the browser says is held, "down" while the server's answers are."""

    def __init__(self, browser, server):
        self.browser, self.server = browser, server
        self.is_websocket = False
        self.late = ""


class Forwarder:
    """Listens on a free port and forwards to `port`. Each connection comes from an address of its own below 127.0.0.0/8,
    as from another visitor."""

    def __init__(self, port):
        self.server = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.changed = threading.Condition()
        self.all = set()
        self.unanswered = set()
        self.late = ""
        self.held = 0
        self.made = 0
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_answered(self):
        """Whether the server has said something to each page whose words were late, or that line has ended."""
        with self.changed:
            return not self.unanswered

    def close(self):
        self.release()
        self.listener.close()

    def hold(self, way):
        """Websockets that are open, and those that open until punctual(), are late that way."""
        with self.changed:
            self.late, self.held = way, 0
            for each in self.all:
                each.late = way

    def punctual(self):
        """From now on new ones are in time; what is held stays held."""
        with self.changed:
            self.late = ""

    def release(self):
        with self.changed:
            self.late = ""
            for each in self.all:
                each.late = ""
            self.changed.notify_all()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                self.made += 1
                source = f"127.1.{self.made // 250 % 250}.{1 + self.made % 250}"
                server = socket.create_connection(("127.0.0.1", self.server), 20, (source, 0))
                server.settimeout(None)
                line = Socket(browser, server)
                with self.changed:
                    self.all.add(line)
                for way in ("up", "down"):
                    threading.Thread(target=self.pump, args=(line, way), daemon=True).start()

    def pump(self, line, way):
        source, target = (line.browser, line.server) if way == "up" else (line.server, line.browser)
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.wait(line, way, data)
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
        if way == "down":
            with self.changed:
                self.all.discard(line)
                self.unanswered.discard(line)

    def wait(self, line, way, data):
        """The upgrade itself passes: late are the words behind it."""
        with self.changed:
            if way == "up" and data[:4] == b"GET " and b"upgrade: websocket" in data.lower():
                line.is_websocket, line.late = True, self.late
            elif line.is_websocket and line.late == way and data[:5] != b"HTTP/":
                self.held += 1
                if way == "up":
                    self.unanswered.add(line)
                self.changed.wait_for(lambda: line.late != way)
            elif way == "down" and not line.late:
                self.unanswered.discard(line)
