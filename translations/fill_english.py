#!/usr/bin/env python3
"""Refreshes bellhop_en.ts: English needs a translation only where a number chooses between one and many.

Run it after lupdate -pluralonly (see translations/README.md). A text "%n ticket(s)" becomes "%n ticket" and "%n tickets"."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

LAYERS = ("desk", "store", "models", "ui", "app")

SPECIAL = {
    "%n unsent message(s) and draft(s) were rescued and are in their places.": (
        "%n unsent message or draft was rescued and is in its place.",
        "%n unsent messages and drafts were rescued and are in their places."),
    "Outbox: %n need(s) you": ("Outbox: %n needs you", "Outbox: %n need you"),
    "%n snoozed ticket(s) of yours come back today": (
        "%n snoozed ticket of yours comes back today", "%n snoozed tickets of yours come back today"),
    "%n action(s) have not reached the desk yet": (
        "%n action has not reached the desk yet", "%n actions have not reached the desk yet"),
}


def forms(source):
    if source in SPECIAL:
        return SPECIAL[source]
    return re.sub(r"\((\w+)\)", "", source), re.sub(r"\((\w+)\)", r"\1", source)


# Texts with a number in free functions, whose context lupdate cannot see.
UNSEEN = {
    "ui::Overview": ["%n day(s)", "every %n day(s)", "%n event(s)"],
    "ui::ReplyMeter": ["%n segment(s)"],
}


def add_unseen(root):
    for name, sources in UNSEEN.items():
        context = next((c for c in root.iter("context") if c.findtext("name") == name), None)
        if context is None:
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        known = {m.findtext("source") for m in context.iter("message")}
        for source in sources:
            if source not in known:
                message = ET.SubElement(context, "message", numerus="yes")
                ET.SubElement(message, "source").text = source
                ET.SubElement(message, "translation")


def qualify(root):
    """lupdate leaves out the namespace, and knows no outer class's tr(); Qt looks for ui::OverviewPanel."""
    headers = {h: h.read_text() for h in pathlib.Path(".").glob("*/**/*.h") if h.parts[0] in LAYERS}
    for context in root.iter("context"):
        name = context.find("name")
        if name.text.split("::")[0] in LAYERS:
            continue
        plain = name.text.split("::")[0]
        layer = next((h.parts[0] for h, text in headers.items() if re.search(rf"^class {plain}\b[^;]*$", text, re.M)), None)
        if layer:
            name.text = f"{layer}::{plain}"


path = sys.argv[1]
tree = ET.parse(path)
qualify(tree.getroot())
add_unseen(tree.getroot())
for message in tree.iter("message"):
    translation = message.find("translation")
    translation.attrib.pop("type", None)
    for form in list(translation):
        translation.remove(form)
    for text in forms(message.findtext("source")):
        ET.SubElement(translation, "numerusform").text = text
    if translation.text:
        translation.text = None
ET.indent(tree, "    ")
tree.write(path, encoding="utf-8", xml_declaration=True)
