#!/usr/bin/env python3
"""check_help.py PROGRAM PAGE: PROGRAM --help and its manual page name the same options, defaults and exit codes, and
--help names every cause of a failure that the page names before it goes into detail."""
import re
import subprocess
import sys

OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*[a-z])")
HELP_OPTION = re.compile(r"^ +(?:-\w, )?--[a-z]")


def read_help(program):
    run = subprocess.run([program, "--help"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    if run.returncode != 0 or run.stderr:
        sys.exit(f"{program} --help: exit {run.returncode}, {run.stderr!r}")
    return run.stdout


def read_page(page):
    """The page's text without its macros' quotes, escapes and fonts."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    return re.sub(r"\\f[BIRP]", "", text).replace("\\-", "-").replace('"', "")


def defaults_of_help(text):
    """{option: default} of the entries that end with one word in brackets."""
    found, entry = {}, ""
    for line in text.splitlines() + ["  --end"]:
        if HELP_OPTION.match(line) or not line.strip():
            named = OPTION.findall(entry)
            value = re.search(r"\(([^\s()]+)\)$", entry)
            if named and value:
                found[named[0]] = value.group(1)
            entry = line if line.strip() else ""
        elif entry:
            entry += " " + line.strip()
    return found


def entries_of_page(text):
    """{option: the entries that begin with it}."""
    found = {}
    for entry in text.split("\n.TP\n")[1:]:
        entry = re.split(r"\n\.(?:SH|PP)", entry)[0]
        for option in OPTION.findall(entry.split("\n")[0]):
            found[option] = found.get(option, "") + entry
    return found


def words(text):
    """Its words, without the short ones that only hold a sentence together."""
    return set(re.findall(r"[a-z][a-z'-]{3,}", text.lower()))


def causes_of_help(text):
    """{exit code: what --help says of it}."""
    parts = re.split(r"(?:^|[;,])\s+(\d)\s", text.partition("Exit codes:")[2])
    return dict(zip(parts[1::2], parts[2::2]))


def causes_of_page(status):
    """{exit code: the first words of its entry, up to the details}."""
    parts = re.split(r"^\.B (\d)$", status, flags=re.M)
    return {code: re.split(r"[:;]", entry)[0] for code, entry in zip(parts[1::2], parts[2::2])}


def check(program, page):
    text, manual = read_help(program), read_page(page)
    entries = entries_of_page(manual)
    findings = []
    for option in sorted(set(OPTION.findall(text)) - set(entries)):
        findings.append(f"[page] {option} of --help has no entry in {page}")
    for option in sorted(set(entries) - set(OPTION.findall(text))):
        findings.append(f"[help] {option} of {page} is not in --help")
    for option, value in defaults_of_help(text).items():
        if f"The default is {value}" not in entries.get(option, "").replace("\n", " "):
            findings.append(f"[default] {option}: --help says ({value}), {page} does not say 'The default is {value}'")
    codes = set(re.findall(r"[:;,] (\d) ", text[text.find("Exit codes:"):])) if "Exit codes:" in text else set()
    status = manual.partition(".SH EXIT STATUS")[2].partition(".SH ")[0]
    documented = set(re.findall(r"^\.B (\d)$", status, re.M))
    if codes != documented:
        findings.append(f"[codes] --help has the exit codes {sorted(codes)}, {page} has {sorted(documented)}")
    told = causes_of_help(text)
    for code, entry in causes_of_page(status).items():
        missing = words(entry) - words(told.get(code, ""))
        if code != "0" and code in told and missing:
            findings.append(f"[causes] exit code {code}: {page} says {', '.join(sorted(missing))}, --help does not")
    return findings


def main():
    findings = check(sys.argv[1], sys.argv[2])
    print("\n".join(findings) if findings else "the page and --help say the same")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
