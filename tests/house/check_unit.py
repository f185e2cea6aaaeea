#!/usr/bin/env python3
"""check_unit.py UNIT [--help-of PROGRAM]: holds the systemd unit of the server to its sandbox (docs/security.md).

Prints `UNIT: [rule] what is wrong` for each breach and exits 1 if there was one. Rules: directive (one is missing or says
something else), option (ExecStart names an option that PROGRAM --help does not), verify and exposure (what systemd's own
systemd-analyze says, where it is installed; it needs no running systemd).
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

# What each directive of [Service] must say, values of repeated ones in order.
WANTED = {
    "DynamicUser": ["yes"], "User": ["bellhop"], "StateDirectory": ["bellhop"], "StateDirectoryMode": ["0700"],
    "UMask": ["0077"], "LimitNOFILE": ["65536"], "LimitCORE": ["0"], "Restart": ["on-failure"],
    "ProtectSystem": ["strict"], "ProtectHome": ["yes"], "PrivateTmp": ["yes"], "PrivateDevices": ["yes"],
    "ProtectProc": ["invisible"], "ProcSubset": ["pid"], "ProtectClock": ["yes"], "ProtectHostname": ["yes"],
    "ProtectKernelLogs": ["yes"], "ProtectKernelModules": ["yes"], "ProtectKernelTunables": ["yes"],
    "ProtectControlGroups": ["yes"], "RemoveIPC": ["yes"], "NoNewPrivileges": ["yes"], "CapabilityBoundingSet": [""],
    "AmbientCapabilities": [""], "PrivateUsers": ["yes"], "RestrictNamespaces": ["yes"], "RestrictSUIDSGID": ["yes"],
    "RestrictRealtime": ["yes"], "LockPersonality": ["yes"], "MemoryDenyWriteExecute": ["yes"],
    "RestrictAddressFamilies": ["AF_INET AF_INET6 AF_UNIX"], "SystemCallArchitectures": ["native"],
    "SystemCallFilter": ["@system-service", "~@privileged"], "SystemCallErrorNumber": ["EPERM"],
}
MOST_EXPOSURE = 15  # tenths


def service_of(text):
    section, found = None, {}
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            found.setdefault(name.strip(), []).append(value.strip())
    return found


def breaches(path, program):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    service = service_of(text)
    for name, values in WANTED.items():
        if service.get(name) != values:
            yield "directive", f"{name} must be {' and '.join(values) or 'empty'}, not {service.get(name, 'missing')}"
    if program:
        known = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
        for option in re.findall(r"--[a-z-]+", " ".join(service.get("ExecStart", []) + service.get("Environment", []))):
            if not re.search(re.escape(option) + r"(?![a-z-])", known):
                yield "option", f"the program does not know {option}"
    if not shutil.which("systemd-analyze"):
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "bellhop-server.service")
        with open(copy, "w", encoding="utf-8") as file:
            file.write(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M))
        for rule, options in (("verify", ["verify", "--man=no"]),
                              ("exposure", ["security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE}"])):
            said = subprocess.run(["systemd-analyze", *options, copy], capture_output=True, text=True)
            if said.returncode != 0 or (rule == "verify" and copy in said.stderr):
                yield rule, (said.stderr or said.stdout).strip().splitlines()[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("unit")
    parser.add_argument("--help-of", metavar="PROGRAM")
    options = parser.parse_args()
    found = list(breaches(options.unit, options.help_of))
    for rule, what in found:
        print(f"{options.unit}: [{rule}] {what}")
    if not found:
        print(f"{len(WANTED)} directives hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
