#!/usr/bin/env python3
"""check_names.py [--root DIR]: no two files of a namespace give the same name to something of their own.

The build of the gate compiles several files of a library as one, and a new file moves the others to new neighbours: what
stood in two unnamed namespaces then stands in one. Prints one line for each breach, `path:line: [twice] what is wrong`,
and exits 1 if there was one.
"""
import argparse
import os
import re
import sys

from check_includes import LAYERS, read, sources

NAMESPACE = re.compile(r"namespace\s+([\w:]+)")
TYPE = re.compile(r"(?:struct|class|enum(?:\s+class)?)\s+(\w+)|using\s+(\w+)\s*=|#\s*define\s+(\w+)")
CALL = re.compile(r"[^=({\[]*?\b(\w+)\(")
VALUE = re.compile(r"[^=({\[]*?\b(\w+)\s*[={\[;]")
NOT_ONE = ("using namespace", "using ", "template", "namespace", "return", "public", "private", "protected", "//", "Q_")


def declared(line):
    """The name that a line at the margin declares, or None."""
    found = TYPE.match(line)
    if found:
        return next(filter(None, found.groups()))
    if not re.match(r"[A-Za-z_]", line) or line.startswith(NOT_ONE):
        return None
    found = CALL.match(line) or VALUE.match(line)
    return found.group(1) if found and line[:found.start(1)][-2:] != "::" else None


def own_names(lines):
    """(number, namespace, name) of what stands in the unnamed namespaces of a file, for each line at its margin."""
    around, inside, text = "", False, False
    for number, line in enumerate(lines, 1):
        if text:
            text = ')"' not in line
            continue
        text = 'R"(' in line and ')"' not in line.split('R"(', 1)[1]
        if re.match(r"namespace(\s*\{)?\s*$", line):
            inside = True
        elif re.match(r"\}\s*// namespace\s*$", line):
            inside = False
        elif NAMESPACE.match(line):
            around = NAMESPACE.match(line).group(1)
        name = declared(line) if inside or line.startswith("#") else None
        if name:
            yield number, around, name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), "../.."))
    root = os.path.abspath(parser.parse_args().root)
    first, breaches, count = {}, [], 0
    for path in sources(root, LAYERS):
        if not path.endswith(".cpp"):
            continue
        count += 1
        for number, around, name in own_names(read(root, path)):
            other = first.setdefault((path.split("/")[0], around, name), path)
            if other != path:
                breaches.append(f"{path}:{number}: [twice] {name} is a name of {other} as well; share it, or name it for what it is")
    print("\n".join(breaches) if breaches else f"{count} files keep their names to themselves")
    return 1 if breaches or not count else 0


if __name__ == "__main__":
    sys.exit(main())
