#!/usr/bin/env python3
"""checks_can_fail.py [--qt DIR] [--cxx COMPILER]: shows that each rule of the checks beside this file finds what it is for.

A small tree that keeps every rule must pass; the same tree with one bad file must fail with that rule's name.
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GOOD = {
    "desk/ticket.h": "#include <QString>\n",
    "store/query.h": '#include "desk/ticket.h"\n#include "sql/statement.h"\n',
    "sql/statement.h": '#include "desk/ticket.h"\n',
    "ui/window.cpp": '#include <QWidget>\n#include "desk/ticket.h"\n',
    "server/http/server.cpp": "#include <boost/beast/http.hpp>\n",
}
BAD_INCLUDES = [
    ("layer", {"desk/bad.h": '#include "store/query.h"\n'}),
    ("layer", {"server/bad.cpp": '#include "store/query.h"\n'}),
    ("layer", {"ui/bad.cpp": '#include "server/http/server.h"\n'}),
    ("layer", {"ui/bad.cpp": '#include "window.h"\n'}),
    ("qt-module", {"models/bad.cpp": "#include <QLabel>\n"}),
    ("qt-module", {"store/bad.cpp": "#include <QtWidgets/QLabel>\n"}),
    ("qt-module", {"desk/bad.cpp": "#include <QColor>\n"}),
    ("qt-module", {"app/bad.cpp": "#include <QSqlQuery>\n"}),
    ("boost", {"server/api/bad.cpp": "#include <boost/asio.hpp>\n"}),
    ("boost", {f"server/http/part{n}.cpp": '#include "server/http/beast.h"\n' for n in range(3)}
     | {"server/http/beast.h": "#include <boost/beast.hpp>\n"}),
    ("length", {"store/long.cpp": "\n" * 401}),
    ("length", {"tests/house/long-files.txt": "store/gone.cpp: it was long once\n"}),
    ("cycle", {"desk/a.h": '#include "desk/b.h"\n', "desk/b.h": '#include "desk/a.h"\n'}),
    ("cycle", {"server/api/a.h": '#include "server/rules/b.h"\n', "server/rules/b.h": '',
               "server/rules/c.h": '#include "server/api/d.h"\n', "server/api/d.h": ''}),
]
OWN = "namespace sync\n{\nnamespace\n{\n%s\n} // namespace\n%s} // namespace sync\n"
OWN_NAMES = {
    "sync/a.cpp": OWN % ("constexpr int kMost = 5;\nbool isFull(int count)\n{\n    int both = 0;\n}\nstruct Gate {\n};",
                         "void A::run()\n{\n}\n"),
    "sync/b.cpp": OWN % ("constexpr int kLeast = 5;", "void B::run()\n{\n    int both = 0;\n}\n"),
    "ui/c.cpp": (OWN % ("constexpr int kMost = 6;", "")).replace("sync", "ui"),
}
BAD_NAMES = [
    ("twice", {"sync/d.cpp": OWN % ("constexpr char kMost[] = R\"(\nx\n)\";", "")}),
    ("twice", {"sync/d.cpp": OWN % ("QStringList isFull(const QString& text)\n{\n}", "")}),
    ("twice", {"sync/d.cpp": OWN % ("using Gate = int;", "")}),
    ("twice", {"sync/d.cpp": OWN % ("const QString kMost{};", "")}),
]
BAD_WORDS = [
    ("place", {"docs/a.md": "see /wor" + "k/main\n"}),
    ("place", {"docs/a.md": "see ../share" + "d/x\n"}),
    ("registry", {"tests/package-lock.json": "https://registry.npm" + "js.org/x\n"}),
    ("unfinished", {"desk/a.cpp": "// TO" + "DO: later\n"}),
    ("conflict", {"desk/a.cpp": "<" * 7 + " HEAD\n"}),
]
TRANSLATED = {
    "ui/window.h": "class Window : public QWidget\n{\n    Q_OBJECT\npublic:\n    void show();\n};\n",
    "ui/window.cpp": '#include "ui/window.h"\nvoid Window::show()\n{\n    tr("Two words");\n    tr("%n ticket(s)", nullptr, 2);\n}\n',
    "translations/bellhop_de.ts": """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Window</name>
    <message><source>Two words</source><translation>Zwei Wörter</translation></message>
    <message numerus="yes"><source>%n ticket(s)</source>
        <translation><numerusform>%n Ticket</numerusform><numerusform>%n Tickets</numerusform></translation></message>
</context>
</TS>
""",
}
IN_ENGLISH = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Window</name>
    <message numerus="yes"><source>%n ticket(s)</source>
        <translation><numerusform>%n ticket are</numerusform><numerusform>%n tickets are</numerusform></translation></message>
</context>
</TS>
"""
WITHOUT_OBJECT = TRANSLATED["ui/window.h"].replace("    Q_OBJECT\n", "")
MORE = "void Window::show()\n{\n"
BAD_TRANSLATIONS = [
    ("stale", {"ui/more.cpp": '#include "ui/window.h"\n' + MORE + '    tr("Three more words");\n}\n'}),
    ("untranslated", {"translations/bellhop_de.ts": TRANSLATED["translations/bellhop_de.ts"].replace("Zwei Wörter", "")}),
    ("placeholder", {"translations/bellhop_de.ts": TRANSLATED["translations/bellhop_de.ts"].replace("%n Tickets", "Tickets")}),
    ("placeholder", {"translations/bellhop_de.ts": TRANSLATED["translations/bellhop_de.ts"].replace("Zwei", "%1")}),
    ("number", {"translations/bellhop_en.ts": IN_ENGLISH}),
    ("unseen", {"ui/window.h": WITHOUT_OBJECT}),
    ("unseen", {"ui/more.cpp": 'namespace ui {\nvoid f()\n{\n    tr("Two words");\n}\n}\n'}),
    ("wrapped", {"ui/more.cpp": 'QString tr(const char* text)\n{\n    return translate("ui::More", text);\n}\n'}),
    ("bare", {"ui/more.cpp": 'const QString kTitle = u"Never looked up"_s;\n'}),
]
EXCUSED = {"store/long.cpp": "\n" * 401, "tests/house/long-files.txt": "store/long.cpp: one table, one place\n"}

HELP = """Usage: desk [options]
  -h, --help     this help
  --listen PLACE where
                 to listen (127.0.0.1:0)

Exit codes: 0 ended as asked, 2 wrong command line.
"""
PAGE = """.SH OPTIONS
.TP
.BR \\-h ", " \\-\\-help
Print the options.
.TP
.BI \\-\\-listen " PLACE"
Where to listen. The default is
127.0.0.1:0.
.SH EXIT STATUS
.TP
.B 0
Ended as asked.
.TP
.B 2
Wrong.
"""
BAD_PAGES = [
    ("page", HELP.replace("Exit", "  --new          new\nExit"), PAGE),
    ("help", HELP, PAGE.replace(".SH EXIT", ".TP\n.B \\-\\-gone\nGone.\n.SH EXIT")),
    ("default", HELP, PAGE.replace("1:0", "1:8080")),
    ("codes", HELP.replace(", 2", ", 1 failed, 2"), PAGE),
    ("causes", HELP, PAGE.replace("Wrong.", "The command line was wrong, or the moon is full; nothing was done.")),
]


def run_help(text, page):
    """The check of a program that prints `text` against `page`."""
    with tempfile.TemporaryDirectory() as root:
        program, file = os.path.join(root, "desk"), os.path.join(root, "desk.1")
        for path, content in ((program, f"#!/bin/sh\ncat <<'END'\n{text}END\n"), (file, page)):
            with open(path, "w", encoding="utf-8") as out:
                out.write(content)
        os.chmod(program, 0o755)
        result = subprocess.run([sys.executable, os.path.join(HERE, "check_help.py"), program, file],
                                capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


PROGRAM = r"""
#include <array>
#include <cstdio>
#include <cstring>
namespace desk {
void fill(char* text) { std::strcpy(text, "page"); }
char deep(int n) { char big[20000]; std::memset(big, n, sizeof big); fill(big + n); return big[n]; }
}
#ifdef WRITTEN_AND_RUN
asm(".section .both,\"awx\",@progbits\n.byte 0\n.previous");
#endif
int main(int argc, char** argv)
{
    char word[8];
    std::strcpy(word, argv[0]);
    std::array<int, 3> all{};
    std::printf("%s %d %d\n", word, desk::deep(argc), all[argc]);
    return 0;
}
"""
HARDENED = ["-std=c++20", "-O1", "-w", "-fPIE", "-pie", "-fstack-protector-strong", "-fstack-clash-protection",
            "-fcf-protection", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2", "-D_GLIBCXX_ASSERTIONS",
            "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack"]
BAD_PROGRAMS = [
    ("pie", ["-fno-pie", "-no-pie"]),
    ("relro", ["-Wl,-z,norelro"]),
    ("now", ["-Wl,-z,lazy"]),
    ("stack", ["-Wl,-z,execstack"]),
    ("writable", ["-DWRITTEN_AND_RUN"]),
    ("canary", ["-fno-stack-protector"]),
    ("fortify", ["-U_FORTIFY_SOURCE"]),
    ("assertions", ["-U_GLIBCXX_ASSERTIONS"]),
    ("clash", ["-fno-stack-clash-protection"]),
    ("endbr", ["-fcf-protection=none"]),
    ("endbr", ["-s"]),
    ("unread", ["-c"]),
]


def run_binaries(compiler, flags):
    """The check of a program that was built with `flags` behind those that harden."""
    with tempfile.TemporaryDirectory() as root:
        source, program = os.path.join(root, "desk.cpp"), os.path.join(root, "desk")
        with open(source, "w", encoding="utf-8") as file:
            file.write(PROGRAM if flags != ["-c"] else "")
        built = subprocess.run([compiler, *HARDENED, source, "-o", program, *flags], capture_output=True, text=True)
        if built.returncode != 0:
            return 2, built.stderr
        if flags == ["-c"]:
            os.truncate(program, 40)
        result = subprocess.run([sys.executable, os.path.join(HERE, "check_binaries.py"), program],
                                capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


UNIT = os.path.join(HERE, "..", "..", "packaging", "systemd", "bellhop-server.service.in")
BAD_UNITS = [
    ("directive", lambda unit: unit.replace("\nNoNewPrivileges=yes", "")),
    ("directive", lambda unit: unit.replace("ProtectSystem=strict", "ProtectSystem=full")),
    ("directive", lambda unit: unit.replace("\nSystemCallFilter=~@privileged", "")),
    ("directive", lambda unit: unit.replace("\nUMask=0077", "\nUMask=0077\nUMask=0022")),
    ("option", lambda unit: unit.replace("--behind-proxy", "--behind-nobody")),
]


def run_unit(change):
    """The check of the server's unit after `change`, beside a program that knows its options."""
    with open(UNIT, encoding="utf-8") as file:
        unit = file.read()
    with tempfile.TemporaryDirectory() as root:
        program, path = os.path.join(root, "desk"), os.path.join(root, "desk.service")
        with open(program, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\necho ' --data DIR --listen PLACE --behind-proxy ADDRESS'\n")
        os.chmod(program, 0o755)
        with open(path, "w", encoding="utf-8") as file:
            file.write(change(unit))
        result = subprocess.run([sys.executable, os.path.join(HERE, "check_unit.py"), path, "--help-of", program],
                                capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


PROMISES = {
    "docs/security.md": "| promise | held by |\n|---|---|\n| Nothing gets out | `tests/desk/tst_door.cpp::isShut` |\n",
    "tests/desk/tst_door.cpp": "void TestDoor::isShut()\n{\n}\n",
}
BAD_PROMISES = [
    ("unheld", {"docs/security.md": "# Security\n"}),
    ("unheld", {"docs/security.md": "| promise | held by |\n|---|---|\n| Nothing gets out | us |\n"}),
    ("missing", {"tests/desk/tst_door.cpp": "void TestDoor::isOpen()\n{\n    isShut();\n}\n"}),
    ("missing", {"docs/security.md": PROMISES["docs/security.md"].replace("tst_door", "tst_gate")}),
]

REFRESH = os.path.join(HERE, "..", "..", "translations", "refresh.py")


def run(check, files, options):
    with tempfile.TemporaryDirectory() as root:
        for path, content in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(content)
        result = subprocess.run([sys.executable, os.path.join(HERE, check), "--root", root, *options],
                                capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--qt", default="/usr/include/x86_64-linux-gnu/qt6")
    parser.add_argument("--cxx", default="c++")
    options = parser.parse_args()
    includes_options = ["--qt", options.qt]
    failures = []

    def expect(check, options, name, extra, rule):
        judge(check, name, rule, run(check, GOOD | extra, options))

    def judge(check, name, rule, answer):
        code, output = answer
        found = f"[{rule}]" in output if rule else "[" not in output
        if (code != 0) != bool(rule) or not found:
            failures.append(f"{check}: {name}: expected {rule or 'no finding'}, got exit {code} and:\n{output}")

    expect("check_includes.py", includes_options, "a tree that keeps every rule", {}, None)
    expect("check_includes.py", includes_options, "an excused long file", EXCUSED, None)
    expect("check_words.py", [], "a tree that keeps every rule", {}, None)
    expect(REFRESH, ["--check"], "texts that are all translated", TRANSLATED, None)
    for rule, extra in BAD_TRANSLATIONS:
        expect(REFRESH, ["--check"], next(iter(extra)), TRANSLATED | extra, rule)
    for rule, extra in BAD_INCLUDES:
        expect("check_includes.py", includes_options, next(iter(extra)), extra, rule)
    expect("check_names.py", [], "names of their own", OWN_NAMES, None)
    for rule, extra in BAD_NAMES:
        expect("check_names.py", [], next(iter(extra.values())), OWN_NAMES | extra, rule)
    for rule, extra in BAD_WORDS:
        expect("check_words.py", [], next(iter(extra)), extra, rule)
    judge("check_help.py", "a page that says the same", None, run_help(HELP, PAGE))
    for rule, text, page in BAD_PAGES:
        judge("check_help.py", rule, rule, run_help(text, page))
    judge("check_unit.py", "the unit", None, run_unit(lambda unit: unit))
    for rule, change in BAD_UNITS:
        judge("check_unit.py", rule, rule, run_unit(change))
    expect("check_security.py", [], "promises that are held", PROMISES, None)
    for rule, extra in BAD_PROMISES:
        expect("check_security.py", [], next(iter(extra)), PROMISES | extra, rule)
    judge("check_binaries.py", "a hardened program", None, run_binaries(options.cxx, []))
    for rule, flags in BAD_PROGRAMS:
        judge("check_binaries.py", " ".join(flags), rule, run_binaries(options.cxx, flags))
    breaches = sum(map(len, (BAD_INCLUDES, BAD_NAMES, BAD_WORDS, BAD_TRANSLATIONS, BAD_PAGES, BAD_UNITS, BAD_PROMISES,
                             BAD_PROGRAMS)))
    print("\n".join(failures) if failures else f"{breaches} breaches were found, as they should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
