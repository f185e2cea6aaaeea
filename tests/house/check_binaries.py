#!/usr/bin/env python3
"""check_binaries.py PROGRAM...: reads out of the programs themselves that they were hardened (cmake/Hardening.cmake).

Prints `program: [rule] what is missing` for each breach and exits 1 if there was one. Rules: pie (loaded anywhere), relro
and now (tables of addresses are read-only before main), stack (not executable), writable (no memory that is both written
and executed), canary (-fstack-protector-strong), fortify (_FORTIFY_SOURCE), assertions (_GLIBCXX_ASSERTIONS), clash
(-fstack-clash-protection), endbr (-fcf-protection: each function of ours that others can call begins with endbr64; the
mark in the file itself needs every object to have it, and Debian's start-up code has not).
"""
import re
import struct
import sys

PT_LOAD, PT_DYNAMIC, PT_STACK, PT_RELRO = 1, 2, 0x6474E551, 0x6474E552
SHT_SYMTAB, SHT_DYNSYM = 2, 11
DT_TEXTREL, DT_FLAGS, DT_FLAGS_1 = 22, 30, 0x6FFFFFFB
FLAG_NOW, FLAG_1_NOW, FLAG_1_PIE, FLAG_TEXTREL = 8, 1, 0x08000000, 4
X, W = 1, 2
OURS = ("desk", "html", "sql", "store", "syncing", "sync", "models", "ui", "app", "server")
MANGLED = re.compile(r"_ZNK?(\d+)(\w+)")
ENDBR64 = b"\xf3\x0f\x1e\xfa"
# sub $0x1000,%rsp; orq $0x0,(%rsp): a page of a large frame is touched before the next one is taken.
PROBE = b"\x48\x81\xec\x00\x10\x00\x00\x48\x83\x0c\x24\x00"
# sub $N,%rsp: a frame that is taken at once.
FRAME = re.compile(rb"\x48\x81\xec(....)", re.S)
PAGE, LARGEST = 4096, 1 << 20


class Elf:
    """What the checks need of a little-endian 64-bit ELF file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise ValueError("it is no 64-bit little-endian ELF file")
        self.kind, self.machine = struct.unpack_from("<HH", self.data, 16)
        phoff, shoff = struct.unpack_from("<QQ", self.data, 32)
        phsize, phcount, shsize, shcount, _ = struct.unpack_from("<HHHHH", self.data, 54)
        # type, flags, offset, address, physical, size in the file, size in memory, alignment
        self.segments = [struct.unpack_from("<IIQQQQQQ", self.data, phoff + i * phsize) for i in range(phcount)]
        # name, type, flags, address, offset, size, link, info, alignment, size of an entry
        self.sections = [struct.unpack_from("<IIQQQQIIQQ", self.data, shoff + i * shsize) for i in range(shcount)]
        self.dynamic = {}
        for kind, _, offset, _, _, size, _, _ in self.segments:
            if kind == PT_DYNAMIC:
                for at in range(offset, offset + size, 16):
                    tag, value = struct.unpack_from("<QQ", self.data, at)
                    self.dynamic[tag] = self.dynamic.get(tag, 0) | value

    def segment(self, kind):
        return next((segment for segment in self.segments if segment[0] == kind), None)

    def symbols(self, table):
        """(name, binding, type, section, address, size) of each symbol."""
        for _, kind, _, _, offset, size, link, _, _, entry in self.sections:
            if kind != table:
                continue
            names = self.sections[link][4]
            for at in range(offset, offset + size, entry):
                name, info, _, section, address, length = struct.unpack_from("<IBBHQQ", self.data, at)
                end = self.data.index(b"\0", names + name)
                yield self.data[names + name:end].decode(), info >> 4, info & 15, section, address, length

    def bytes_at(self, address, count):
        for kind, _, offset, start, _, size, _, _ in self.segments:
            if kind == PT_LOAD and start <= address < start + size:
                return self.data[offset + address - start:offset + address - start + count]
        return b""

    def code(self):
        return [self.data[s[2]:s[2] + s[5]] for s in self.segments if s[0] == PT_LOAD and s[1] & X]


def is_ours(name):
    """A function of ours that other objects can call. Its binding does not tell: some linkers make all of them local."""
    match = MANGLED.match(name)
    ours = bool(match) and match.group(2)[:int(match.group(1))] in OURS
    return ours and "." not in name and "_GLOBAL__N_" not in name and not re.search(r"Ul|L\d|Z[NK]", name[2:])


def takes_pages_at_once(code):
    sizes = (struct.unpack("<I", match.group(1))[0] for match in FRAME.finditer(code))
    return any(PAGE < size < LARGEST and size % 8 == 0 for size in sizes)


def breaches(elf):
    flags, flags_1 = elf.dynamic.get(DT_FLAGS, 0), elf.dynamic.get(DT_FLAGS_1, 0)
    if elf.kind != 3 or not flags_1 & FLAG_1_PIE:
        yield "pie", "it is loaded at a fixed address"
    if not elf.segment(PT_RELRO):
        yield "relro", "its tables of addresses stay writable"
    if not (flags & FLAG_NOW or flags_1 & FLAG_1_NOW):
        yield "now", "functions of libraries are looked up while it runs"
    stack = elf.segment(PT_STACK)
    if not stack or stack[1] & X:
        yield "stack", "its stack is executable"
    if any(s[0] == PT_LOAD and s[1] & X and s[1] & W for s in elf.segments) or DT_TEXTREL in elf.dynamic \
            or flags & FLAG_TEXTREL:
        yield "writable", "it has memory that is written and executed"
    wanted = {name for name, _, _, section, _, _ in elf.symbols(SHT_DYNSYM) if section == 0}
    if "__stack_chk_fail" not in wanted:
        yield "canary", "no function watches its stack"
    if not {name for name in wanted if name.endswith("_chk") and name != "__stack_chk_fail"}:
        yield "fortify", "no call of libc has its sizes checked"
    if not {name for name in wanted if "__glibcxx_assert_fail" in name}:
        yield "assertions", "containers of the standard library do not check their bounds"
    if elf.machine != 62:
        return  # the rest are x86-64's own
    if any(takes_pages_at_once(code) for code in elf.code()) and not any(PROBE in code for code in elf.code()):
        yield "clash", "large frames are taken without touching their pages"
    ours = [(name, address) for name, _, kind, section, address, size in elf.symbols(SHT_SYMTAB)
            if kind == 2 and section != 0 and size > 0 and is_ours(name)]
    bare = [name for name, address in ours if elf.bytes_at(address, 4) != ENDBR64]
    if not ours:
        yield "endbr", "no function of ours was found in it; was it stripped?"
    elif bare:
        yield "endbr", f"{len(bare)} of {len(ours)} functions can be jumped into without endbr64, such as {bare[0]}"


def main():
    found = 0
    for path in sys.argv[1:]:
        try:
            for rule, what in breaches(Elf(path)):
                print(f"{path}: [{rule}] {what}")
                found += 1
        except (OSError, ValueError, struct.error) as error:
            print(f"{path}: [unread] {error}")
            found += 1
    if found == 0 and len(sys.argv) > 1:
        print(f"{len(sys.argv) - 1} programs are hardened")
    return 1 if found or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
