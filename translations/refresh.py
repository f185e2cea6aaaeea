#!/usr/bin/env python3
"""refresh.py [--check]: brings translations/*.ts up to what the sources say.

Without --check every file is rewritten: English gets its plural forms by itself ("%n ticket(s)" becomes "%n ticket" and
"%n tickets"), another language keeps what it has, and what is new in it is listed for a translator.

With --check nothing is written. Each breach is printed as `file: [rule] what is wrong`, and the exit code is 1 if there
was one. Rules: unseen (a text that lupdate cannot read, or reads under another context than the program asks for),
wrapped (a text put together before it is looked up), bare (words in a string that is never translated), stale (the .ts
lacks a text, or has one that is gone; a form below that no source asks for), untranslated, placeholder (the translation
lacks a %1 or %n, or has one more), number (the English form for one thing speaks of several)."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

LAYERS = ("desk", "store", "sync", "models", "ui", "app")
SCREENS = ("models", "ui", "app")
ENGLISH = "bellhop_en.ts"
SPECIAL = {
    "Outbox: %n need(s) you": ("Outbox: %n needs you", "Outbox: %n need you"),
    "%n snoozed ticket(s) of yours come back today": (
        "%n snoozed ticket of yours comes back today", "%n snoozed tickets of yours come back today"),
    "%n action(s) have not reached the desk yet": (
        "%n action has not reached the desk yet", "%n actions have not reached the desk yet"),
    "%n action(s) were not done and need your decision. What you wrote is kept; nothing happens until you decide.": (
        "%n action was not done and needs your decision. What you wrote is kept; nothing happens until you decide.",
        "%n actions were not done and need your decision. What you wrote is kept; nothing happens until you decide."),
    "%n action(s) wait and go out when you start Bellhop again. Until then no customer gets them.": (
        "%n action waits and goes out when you start Bellhop again. Until then no customer gets it.",
        "%n actions wait and go out when you start Bellhop again. Until then no customer gets them."),
    "%n file(s) are not uploaded yet.": ("%n file is not uploaded yet.", "%n files are not uploaded yet."),
    "%n action(s) are not settled with the desk yet": (
        "%n action is not settled with the desk yet", "%n actions are not settled with the desk yet"),
    "%n action(s) of yours were not done and need your decision. What you wrote is kept.": (
        "%n action of yours was not done and needs your decision. What you wrote is kept.",
        "%n actions of yours were not done and need your decision. What you wrote is kept."),
    "%n ticket(s) want you": ("%n ticket wants you", "%n tickets want you"),
    "%n unsent message(s) and draft(s) were rescued and are in their places.": (
        "%n unsent message or draft was rescued and is in its place.",
        "%n unsent messages and drafts were rescued and are in their places."),
    "What waited for %n ticket(s) could not be read: %1. Look there for what is missing.": (
        "What waited for %n ticket could not be read: %1. Look there for what is missing.",
        "What waited for %n tickets could not be read: %1. Look there for what is missing."),
    "%n file(s) of this version were sent or taken away since; attach them again.": (
        "%n file of this version was sent or taken away since; attach it again.",
        "%n files of this version were sent or taken away since; attach them again."),
    "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They are asked "
    "for again by themselves; if this stays, update the program.": (
        "%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It is asked for "
        "again by itself; if this stays, update the program.",
        "%n records of the desk could not be read and are not shown (%1). Everything else is up to date. They are "
        "asked for again by themselves; if this stays, update the program."),
    "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. They come again "
    "when somebody changes them; if this stays, update the program.": (
        "%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It comes again "
        "when somebody changes it; if this stays, update the program.",
        "%n records of the desk could not be read and are not shown (%1). Everything else is up to date. They come "
        "again when somebody changes them; if this stays, update the program."),
    "%n record(s) of the desk could not be read and are not shown (%1). Everything else is up to date. Some are asked "
    "for again by themselves, the others come when somebody changes them; if this stays, update the program.": (
        "%n record of the desk could not be read and is not shown (%1). Everything else is up to date. It is asked for "
        "again by itself or comes when somebody changes it; if this stays, update the program.",
        "%n records of the desk could not be read and are not shown (%1). Everything else is up to date. Some are "
        "asked for again by themselves, the others come when somebody changes them; if this stays, update the program."),
}
# What speaks of several, in English: no word of a singular.
OF_SEVERAL = re.compile(r"%n\b.*?\b(are|(?<!you )were|(?<!may )have|need|want|wait|come|go|them|they)\b", re.IGNORECASE)


def tool(name):
    return shutil.which(name) or next((p for p in (f"/usr/lib/qt6/bin/{name}",) if os.path.exists(p)), None)


def lupdate(path):
    """Updates one .ts in place; returns what lupdate complained about."""
    plural = ["-pluralonly"] if path.name.startswith("bellhop_en") else []
    language = path.stem.removeprefix("bellhop_")
    done = subprocess.run([tool("lupdate"), "-I", ".", "-extensions", "cpp,h", "-locations", "none", "-no-obsolete",
                           "-source-language", "en", "-target-language", language, *plural,
                           *[layer for layer in LAYERS if os.path.isdir(layer)], "-ts", str(path)],
                          check=True, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if re.match(r"\S+\.(cpp|h):\d+:", line)]


def english(source):
    if source in SPECIAL:
        return SPECIAL[source]
    return re.sub(r"\((\w+)\)", "", source), re.sub(r"\((\w+)\)", r"\1", source)


def fill_english(path):
    tree = ET.parse(path)
    for message in tree.iter("message"):
        translation = message.find("translation")
        translation.attrib.clear()
        for form in list(translation):
            translation.remove(form)
        for text in english(message.findtext("source")):
            ET.SubElement(translation, "numerusform").text = text
    tree.write(path, encoding="utf-8", xml_declaration=True)


def messages(path):
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            key = context.findtext("name"), message.findtext("source"), message.findtext("comment") or ""
            yield key, message


def forms(message):
    numbered = [form.text or "" for form in message.iter("numerusform")]
    return numbered or [message.findtext("translation") or ""]


def gaps(path):
    """Breaches inside one up-to-date .ts."""
    for (context, source, _), message in messages(path):
        here = f"{context}: “{source}”"
        if message.find("translation").get("type") or not all(forms(message)):
            yield "untranslated", here
            continue
        if path.name == ENGLISH and OF_SEVERAL.search(forms(message)[0]):
            yield "number", f"{here} became “{forms(message)[0]}”"
        for form in forms(message):
            if sorted(re.findall(r"%\d", form)) != sorted(re.findall(r"%\d", source)):
                yield "placeholder", f"{here} became “{form}”"
            if "%n" in source and len(forms(message)) > 1 and "%n" not in forms(message)[-1]:
                yield "placeholder", f"{here} became “{form}”"


def sources():
    for layer in LAYERS:
        for path in sorted(pathlib.Path(layer).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                yield path, path.read_text(encoding="utf-8")


CLASS = re.compile(r"^(?:class|struct) ([\w:]+)(?: final)?\s*:\s*public [^{;]*\{(.*?)^\};", re.M | re.S)
OWN = re.compile(r'(?<![\w:.>])tr\(\s*"')
TEXT = re.compile(r'u?"((?:[^"\\\n]|\\.)*)"(_s|_L1)')
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]+ ")
# What looks like words and is none: SQL, styles, fonts, families of names that other programs gave.
NO_WORDS = re.compile(r"SELECT|ORDER BY|WHERE|PRAGMA|://|[{};=]")


def wrong_contexts():
    """A QObject without Q_OBJECT answers tr() under its base class's name, where no translation stands."""
    texts = dict(sources())
    for path, text in texts.items():
        for name, body in CLASS.findall(text):
            if "Q_OBJECT" in body or "Q_DECLARE_TR_FUNCTIONS" in body or "Q_GADGET" in body:
                continue
            bodies = [body]
            for other, there in texts.items():
                if other.parent == path.parent:
                    bodies += re.findall(rf"^[^\n/]*\b{re.escape(name)}::~?\w+\([^;{{]*\{{(.*?)^\}}", there, re.M | re.S)
            if any(OWN.search(each) for each in bodies):
                yield path, "unseen", f"{name} has no Q_OBJECT, so its tr() asks for another class's texts"


def hidden_texts():
    yield from wrong_contexts()
    for path, text in sources():
        for wrapper in re.finditer(r'translate\(\s*"[^"]*",\s*(?!")\w', text):
            yield path, "wrapped", f"line {text[:wrapper.start()].count(chr(10)) + 1}: only a literal can be read"
        if path.parts[0] not in SCREENS:
            continue
        for literal in TEXT.finditer(text):
            if WORDS.search(literal[1]) and not NO_WORDS.search(literal[1]):
                yield path, "bare", f"line {text[:literal.start()].count(chr(10)) + 1}: “{literal[1]}”"


def check(files):
    breaches = [f"{path}: [{rule}] {what}" for path, rule, what in hidden_texts()]
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            fresh = pathlib.Path(folder) / path.name
            shutil.copy(path, fresh)
            for line in lupdate(fresh):
                breach = f"[unseen] {line}"
                if breach not in breaches:
                    breaches.append(breach)
            old, new = {key for key, _ in messages(path)}, {key for key, _ in messages(fresh)}
            breaches += [f"{path}: [stale] {key[0]}: “{key[1]}”" for key in sorted(old ^ new)]
            breaches += [f"{path}: [{rule}] {what}" for rule, what in gaps(path)]
            if path.name == ENGLISH:
                gone = SPECIAL.keys() - {source for _, source, _ in new}
                breaches += [f"{pathlib.Path(__file__).name}: [stale] “{source}”" for source in sorted(gone)]
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"{len(breaches)} breaches; translations/refresh.py brings the files up to date")
    return 1 if breaches else 0


def refresh(files):
    for path in files:
        for line in lupdate(path):
            print(line)
        if path.name == ENGLISH:
            fill_english(path)
            lupdate(path)  # once more, for its way of writing the file
        for rule, what in gaps(path):
            print(f"{path}: [{rule}] {what}")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where something is missing")
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parent.parent, help="the sources' root")
    options = parser.parse_args()
    if not tool("lupdate"):
        print("SKIP   : translations: lupdate is not installed; ./dev setup installs it")
        return 0
    os.chdir(options.root)
    files = sorted(pathlib.Path("translations").glob("bellhop_*.ts"))
    return check(files) if options.check else refresh(files)


sys.exit(main())
