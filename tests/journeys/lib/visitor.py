"""A web chat visitor without a browser: the chat's own websocket, standard library only."""
import base64
import json
import os
import socket
import struct
import uuid


class Visitor:
    """One chat session on `server`."""

    def __init__(self, server):
        self.line = socket.create_connection(("127.0.0.1", server.port), 20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.line.sendall((f"GET /chat/socket HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\n"
                           f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                           f"Origin: {server.url}\r\n\r\n").encode())
        self.input = self.line.makefile("rb")
        status = self.input.readline()
        assert b" 101 " in status, status
        while self.input.readline().strip():
            pass
        self.say({"type": "hello", "session": ""})
        self.hear("welcome")

    def say(self, message):
        data, mask = json.dumps(message).encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0xFE]) + struct.pack(">H", len(data))
        self.line.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))

    def hear(self, kind):
        """The next message of this type; what else comes is passed over."""
        while True:
            head = self.input.read(2)
            assert len(head) == 2, "the chat's line ended"
            size = head[1] & 0x7F
            if size >= 126:
                size = int.from_bytes(self.input.read(2 if size == 126 else 8), "big")
            data = self.input.read(size)
            if head[0] & 0x0F == 1 and json.loads(data)["type"] == kind:
                return json.loads(data)

    def write(self, words):
        """Sends a message; returns its id once the desk has stored it."""
        self.say({"type": "send", "client": str(uuid.uuid4()), "text": words, "attachments": []})
        return self.hear("ack")["id"]

    def close(self):
        self.input.close()
        self.line.close()
