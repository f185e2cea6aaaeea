#!/usr/bin/env python3
"""check_includes.py [--root DIR] [--qt DIR]: hold the sources to the layers of docs/architecture.md.

Prints one line for each breach, `path:line: [rule] what is wrong`, and exits 1 if there was one. Rules: layer (a folder
includes only what stands below it), qt-module (Widgets only in the screens, QtCore alone at the bottom, no QtSql),
boost (Beast and Asio only in server/http, compiled in three files at most), length (400 lines), cycle.
"""
import argparse
import os
import re
import sys

# What each folder may include beside itself.
LAYERS = {
    "desk": set(),
    "html": {"desk"},
    "sql": {"desk"},
    "store": {"desk", "sql"},
    "sync": {"desk", "sql", "store"},
    "models": {"desk", "html", "sql", "store"},
    "ui": {"desk", "html", "sql", "store", "models"},
    "app": {"desk", "html", "sql", "store", "sync", "models", "ui"},
    "server": {"desk", "html", "sql"},
}
CORE_ONLY = {"desk", "html", "sql"}
WITH_WIDGETS = {"ui", "app"}
MAX_LINES = 400
MAX_BOOST_SOURCES = 3
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def sources(root, folders):
    for folder in sorted(folders):
        for place, _, names in os.walk(os.path.join(root, folder)):
            for name in sorted(names):
                if name.endswith((".cpp", ".h")):
                    yield os.path.relpath(os.path.join(place, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def includes_of(lines):
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == "<", match.group(2)


def qt_module(name, qt):
    """The Qt module that the header <name> belongs to, or None."""
    if "/" in name:
        module = name.split("/")[0]
        return module if module.startswith("Qt") else None
    if name.startswith("Qt") and os.path.isdir(os.path.join(qt, name)):
        return name
    for module in ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSql", "QtWebSockets", "QtSvg", "QtDBus"):
        if os.path.exists(os.path.join(qt, module, name)):
            return module
    return None


def allow_list(root):
    path = os.path.join(root, "tests/house/long-files.txt")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [row.strip() for row in file if row.strip() and not row.startswith("#")]
    return dict(row.split(": ", 1) if ": " in row else (row, "") for row in rows)


def find_cycle(graph):
    """One cycle of `graph` (node -> set of nodes) as a list that ends where it begins, or None."""
    state, trail = {}, []

    def visit(node):
        state[node] = "open"
        trail.append(node)
        for target in sorted(graph.get(node, ())):
            if state.get(target) == "open":
                return trail[trail.index(target):] + [target]
            if target not in state:
                found = visit(target)
                if found:
                    return found
        state[node] = "done"
        trail.pop()
        return None

    for node in sorted(graph):
        if node not in state:
            found = visit(node)
            if found:
                return found
    return None


def room_of(path):
    """The folder that cycles are counted between: the server's rooms each on their own."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "server" and len(parts) > 2 else parts[0]


def check_layers(path, lines, qt):
    folder = path.split("/")[0]
    for number, angled, name in includes_of(lines):
        where = f"{path}:{number}"
        target = name.split("/")[0]
        if not angled and target in LAYERS and target != folder and target not in LAYERS[folder]:
            yield f"{where}: [layer] {folder}/ must not include {name}"
        if not angled and "/" not in name and not name.endswith(".moc"):
            yield f'{where}: [layer] write the path from the root of the repository: "{name}"'
        if angled and name.startswith("boost/") and not path.startswith("server/http/"):
            if re.match(r"boost/(beast|asio)", name):
                yield f"{where}: [boost] {name} belongs in server/http alone"
        module = qt_module(name, qt) if angled else None
        if module == "QtSql":
            yield f"{where}: [qt-module] QtSql is not used; the toolkit is sql/"
        if module == "QtWidgets" and folder not in WITH_WIDGETS:
            yield f"{where}: [qt-module] {folder}/ must not know Widgets ({name})"
        if module not in (None, "QtCore") and folder in CORE_ONLY:
            yield f"{where}: [qt-module] {folder}/ may use QtCore alone ({name})"


def check_length(path, lines, allowed):
    if len(lines) <= MAX_LINES:
        return
    if not allowed.get(path):
        yield f"{path}:{MAX_LINES + 1}: [length] {len(lines)} lines; split it, or give a reason in tests/house/long-files.txt"


def check_boost_sources(graph, direct):
    """Counts the .cpp files that compile Boost, also by way of a header."""
    def reaches(path, seen):
        if path in direct:
            return True
        seen.add(path)
        return any(reaches(target, seen) for target in graph.get(path, ()) if target not in seen)

    heavy = [path for path in sorted(graph) if path.endswith(".cpp") and reaches(path, set())]
    if len(heavy) > MAX_BOOST_SOURCES:
        yield f"{heavy[0]}:1: [boost] {len(heavy)} files compile Beast or Asio, {MAX_BOOST_SOURCES} may: {' '.join(heavy)}"


def check_cycles(graph):
    found = find_cycle(graph)
    if found:
        yield f"{found[0]}:1: [cycle] headers include each other: {' -> '.join(found)}"
    rooms = {}
    for path, targets in graph.items():
        for target in targets:
            if room_of(path) != room_of(target):
                rooms.setdefault(room_of(path), set()).add(room_of(target))
    found = find_cycle(rooms)
    if found:
        yield f"{found[0]}:1: [cycle] folders include each other: {' -> '.join(found)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), "../.."))
    parser.add_argument("--qt", default="/usr/include/x86_64-linux-gnu/qt6", help="where Qt's headers are")
    arguments = parser.parse_args()
    root = os.path.abspath(arguments.root)
    allowed = allow_list(root)
    breaches, graph, direct = [], {}, set()
    paths = list(sources(root, LAYERS))
    for path in paths:
        lines = read(root, path)
        breaches += check_layers(path, lines, arguments.qt)
        breaches += check_length(path, lines, allowed)
        graph[path] = {name for _, angled, name in includes_of(lines)
                       if not angled and os.path.exists(os.path.join(root, name))}
        if any(angled and re.match(r"boost/(beast|asio)", name) for _, angled, name in includes_of(lines)):
            direct.add(path)
    breaches += check_boost_sources(graph, direct)
    breaches += check_cycles(graph)
    for path in sorted(allowed):
        if path not in graph:
            breaches.append(f"{path}:1: [length] is excused in tests/house/long-files.txt but does not exist")
    print("\n".join(breaches) if breaches else f"{len(paths)} files keep to their layers")
    return 1 if breaches or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
