#!/usr/bin/env python3
"""unit_sandbox.py UNIT PROGRAM: a desk server works under what its systemd unit forbids, without a systemd that runs.

The filter of system calls, the families of sockets, memory that is never written and executed, no new privileges, the
user (where root runs this), umask and limits are taken from UNIT and put on PROGRAM; then an agent is added, signs in,
loads a file up and down again. What needs mounts (ProtectSystem, PrivateDevices and their like) is left to systemd. A
server that may not even make a socket must fail: the filter is real."""
import ctypes
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_unit import service_of

NOBODY = 65534
PR_SET_NO_NEW_PRIVS, PR_SET_MDWE = 38, 65
ALLOW, ERRNO_EPERM = 0x7FFF0000, 0x00050001
COMPARE_EQUAL = 4


def skip(why):
    print(f"SKIP   : the unit's sandbox: {why}")
    sys.exit(0)


class Compare(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def members(group):
    """The names of a group of systemd's, groups in it too."""
    said = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", group], capture_output=True, text=True,
                          check=True).stdout
    names = set()
    for word in (line.split("#")[0].strip() for line in said.splitlines()[1:]):
        names |= members(word) if word.startswith("@") else {word} if word else set()
    return names


def allowed_calls(service):
    calls = set()
    for value in service["SystemCallFilter"]:
        named = set().union(*(members(word) if word.startswith("@") else {word} for word in value.lstrip("~").split()))
        calls = calls - named if value.startswith("~") else calls | named
    return calls | members("@default")


def put_on(library, service, calls):
    """Runs in the child, before the program does."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.umask(int(service["UMask"][0], 8))
    limit = int(service["LimitNOFILE"][0])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(limit, hard), min(limit, hard)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)  # and every capability with it
    assert libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    libc.prctl(PR_SET_MDWE, 1, 0, 0, 0)  # Linux 6.3 and newer
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ERRNO_EPERM))
    for name in calls:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number == -1 or name == "socket":
            continue  # of another kind of processor
        library.seccomp_rule_add(context, ALLOW, number, 0)
    if "socket" in calls:
        for family in service["RestrictAddressFamilies"][0].split():
            library.seccomp_rule_add(context, ALLOW, library.seccomp_syscall_resolve_name(b"socket"), 1,
                                     Compare(0, COMPARE_EQUAL, int(getattr(socket, family)), 0))
    assert library.seccomp_load(context) == 0


class Desk:
    def __init__(self, folder, program, sandbox):
        self.folder, self.program, self.sandbox, self.server = folder, program, sandbox, None

    def command(self, *arguments):
        return subprocess.run([self.program, *arguments, "--data", self.folder], preexec_fn=self.sandbox, check=True,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60).stdout.strip()

    def start(self):
        self.server = subprocess.Popen([self.program, "--listen", "127.0.0.1:0", "--data", self.folder],
                                       preexec_fn=self.sandbox, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
        line = self.server.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"the server did not start: {line}{self.server.stderr.read()}")
        self.url = line.split()[-1]

    def call(self, method, path, token, body=None, **headers):
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        request.add_header("Authorization", "Bearer " + token)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def end(self):
        self.server.send_signal(signal.SIGTERM)
        _, said = self.server.communicate(timeout=30)
        return self.server.returncode, said


def work(desk):
    desk.command("user", "add", "--name", "Ada", "--email", "ada@desk.example", "--role", "owner")
    token = desk.command("user", "token", "--email", "ada@desk.example")
    desk.start()
    assert json.loads(desk.call("GET", "/v1/me", token))["agent"]["name"] == "Ada"
    content = os.urandom(300_000)
    wanted = {"name": "a.bin", "mime": "application/octet-stream", "size": len(content),
              "sha256": hashlib.sha256(content).hexdigest()}
    made = json.loads(desk.call("POST", "/v1/attachments", token, json.dumps(wanted).encode(),
                                **{"Content-Type": "application/json"}))
    name = made["attachment"]["id"] if isinstance(made["attachment"], dict) else made["attachment"]
    desk.call("PATCH", f"/v1/attachments/{name}", token, content,
              **{"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"})
    assert desk.call("GET", f"/v1/attachments/{name}", token) == content
    code, said = desk.end()
    assert code == 0, f"it ended with {code}: {said}"


def main():
    unit, program = sys.argv[1:]
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        skip("libseccomp is not installed")
    try:
        with open(unit, encoding="utf-8") as file:
            service = service_of(file.read())
        calls = allowed_calls(service)
    except FileNotFoundError:
        skip("systemd-analyze is not installed; ./dev setup installs it")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        program = shutil.copy(program, folder)  # where nobody may read it too
        work(Desk(os.path.join(folder, "desk"), program, lambda: put_on(library, service, calls)))
        print(f"a desk works with {len(calls)} system calls")
        try:
            work(Desk(os.path.join(folder, "deaf"), program, lambda: put_on(library, service, calls - {"socket"})))
        except RuntimeError:
            return
        sys.exit("a server without sockets works too: the filter is none")


if __name__ == "__main__":
    main()
