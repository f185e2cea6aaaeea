#!/usr/bin/env python3
"""check_security.py [--root DIR]: holds docs/security.md to the tests that it names.

A claim is a row of a table with the column "held by"; there stand tests as `path::function`, where a check that is a
whole program has its file's name alone. Prints `docs/security.md:line: [rule] what is wrong` for each breach and exits 1
if there was one. Rules: unheld (a claim without a test), missing (the file or the function does not exist).
"""
import argparse
import os
import re
import sys

PAGE = "docs/security.md"
TEST = re.compile(r"`((?:tests|translations)/[\w./-]+)(?:::(\w+))?`")


def exists(root, path, function):
    try:
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return False
    # A definition, not a mention.
    return not function or bool(re.search(rf"^\s*(?:void (?:\w+::)?{function}\(|def {function}\()", text, re.M))


def breaches(root):
    with open(os.path.join(root, PAGE), encoding="utf-8") as file:
        lines = file.read().splitlines()
    claims, column = 0, None
    for number, line in enumerate(lines, 1):
        if not line.startswith("|"):
            column = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "held by" in cells:
            column = cells.index("held by")
        elif column is not None and not set(line) <= set("|- :"):
            claims += 1
            tests = TEST.findall(cells[column]) if column < len(cells) else []
            if not tests:
                yield number, "unheld", f"nothing holds: {cells[0][:60]}"
            for path, function in tests:
                if not exists(root, path, function):
                    yield number, "missing", f"there is no {path}" + (f"::{function}" if function else "")
    if claims == 0:
        yield 1, "unheld", "the page claims nothing"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    found = list(breaches(os.path.abspath(parser.parse_args().root)))
    for number, rule, what in found:
        print(f"{PAGE}:{number}: [{rule}] {what}")
    if not found:
        print("every claim has its test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
