#!/usr/bin/env python3
"""check_words.py [--root DIR]: what must not stand in the repository.

Prints `path:line: [rule] what is wrong` for each breach and exits 1 if there was one. Rules: place (paths of one machine),
registry (a package registry's host: mirrors are everybody's own choice), unfinished (notes to self), conflict (left-over
merge markers). The patterns are written so that this file does not match itself.
"""
import argparse
import os
import re
import subprocess
import sys

# rule, pattern, files that may
RULES = [
    ("place", re.compile(r"(?<![\w.])/wor[k]/|(?<![\w-])share[d]/|/tm[p]/w\b"), {".ci/run"}),
    ("registry", re.compile(r"registry\.npm[j]s|npmj[s]\.(org|com)|pyp[i]\.org|crates\.i[o]\b|deb\.debia[n]\.org"), set()),
    ("unfinished", re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b"), set()),
    ("conflict", re.compile(r"^(<{7}|>{7}) "), set()),
]


def tracked(root):
    if os.path.exists(os.path.join(root, ".git")):
        listing = subprocess.run(["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"], check=True,
                                 capture_output=True)
        return [name for name in listing.stdout.decode().split("\0") if name]
    return [os.path.relpath(os.path.join(place, name), root) for place, _, names in os.walk(root) for name in names]


def breaches_in(root, path):
    full = os.path.join(root, path)
    if not os.path.isfile(full) or os.path.islink(full):
        return
    with open(full, "rb") as file:
        content = file.read()
    if b"\0" in content[:8000]:
        return
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        for rule, pattern, may in RULES:
            match = pattern.search(line)
            if match and path not in may:
                yield f"{path}:{number}: [{rule}] {match.group(0)!r} must not stand here"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), "../.."))
    root = os.path.abspath(parser.parse_args().root)
    paths = tracked(root)
    breaches = [breach for path in sorted(paths) for breach in breaches_in(root, path)]
    print("\n".join(breaches) if breaches else f"{len(paths)} files are clean")
    return 1 if breaches or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
