"""The few parts of the WebAssembly binary format that linking depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
"""What an import or export is."""

CUSTOM, TYPES, IMPORTS, FUNCTIONS, TABLES, GLOBALS, EXPORTS, START = 0, 1, 2, 3, 4, 6, 7, 8
CODE, DATA, DATA_COUNT = 10, 11, 12
"""The sections that are read or written here, by their number in the file."""

MAGIC = b"\0asm\x01\0\0\0"
I32, I32_CONST, END = b"\x7f", b"\x41", b"\x0b"


class WasmError(ValueError):
    """The bytes are not a module of the form that is understood here."""


@dataclass(frozen=True, slots=True)
class Import:
    """Something that the module needs from outside."""

    module: str
    name: str
    kind: int
    type_index: int | None
    """For functions: the place of its signature in the type section."""


@dataclass(frozen=True, slots=True)
class Export:
    """A name under which outside code reaches something of the module."""

    name: str
    kind: int
    index: int
    encoded: bytes
    """The entry as it stands in the file."""


class Cursor:
    """Reads numbers, names and byte runs one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def bytes(self, count: int) -> bytes:
        """The next `count` bytes."""
        end = self.at + count
        if end > len(self.data):
            raise WasmError("the module ends in the middle of an entry")
        found, self.at = self.data[self.at : end], end
        return found

    def byte(self) -> int:
        """The next byte."""
        return self.bytes(1)[0]

    def number(self) -> int:
        """An unsigned integer in LEB128: seven bits a byte, the lowest first."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise WasmError("an integer is longer than 64 bits")

    def name(self) -> str:
        """A length and that many bytes of UTF-8."""
        return self.bytes(self.number()).decode("utf-8")

    def limits(self) -> None:
        """Passes over the size of a table or memory."""
        bounded = self.byte() & 1
        self.number()
        if bounded:
            self.number()


def encode_number(value: int) -> bytes:
    """The shortest LEB128 of an unsigned integer."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def encode_signed(value: int) -> bytes:
    """The shortest LEB128 of a signed integer."""
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)


def encode_name(text: str) -> bytes:
    """A length and that many bytes of UTF-8."""
    data = text.encode()
    return encode_number(len(data)) + data


def encode_section(number: int, payload: bytes) -> bytes:
    """A section as it stands in a file."""
    return bytes([number]) + encode_number(len(payload)) + payload


class WasmModule:
    """A module's sections, and its imports, exports and signatures."""

    def __init__(self, data: bytes, label: str) -> None:
        self.label = label
        self.sections = tuple(_sections(data, label))

    @cached_property
    def signatures(self) -> list[bytes]:
        """The function types, each as the bytes that encode it."""
        return list(_signatures(self._payload(TYPES)))

    @cached_property
    def imports(self) -> list[Import]:
        """Everything that the module needs from outside, in the file's order."""
        cursor = Cursor(self._payload(IMPORTS))
        return [_read_import(cursor) for _ in range(cursor.number())]

    @cached_property
    def exports(self) -> list[Export]:
        """Every name that the module offers, in the file's order."""
        cursor = Cursor(self._payload(EXPORTS))
        return [_read_export(cursor) for _ in range(cursor.number())]

    @cached_property
    def functions(self) -> list[int]:
        """The signature's index of each function: imported ones first, as calls count them."""
        cursor = Cursor(self._payload(FUNCTIONS))
        own = [cursor.number() for _ in range(cursor.number())]
        return [i.type_index for i in self.imports if i.type_index is not None and i.kind == FUNCTION] + own

    @cached_property
    def custom_names(self) -> list[str]:
        """The names of the custom sections."""
        return [Cursor(payload).name() for number, payload in self.sections if number == CUSTOM]

    def offers(self) -> dict[str, tuple[int, bytes | None]]:
        """Export name → its kind and, for a function, its signature."""
        return {
            e.name: (e.kind, self.signatures[self.functions[e.index]] if e.kind == FUNCTION else None)
            for e in self.exports
        }

    def with_exports(self, kept: set[str]) -> bytes:
        """The module's bytes with only these exports; everything else stays as it is."""
        entries = [e.encoded for e in self.exports if e.name in kept]
        return self.with_sections({EXPORTS: encode_number(len(entries)) + b"".join(entries)})

    def with_sections(self, changed: Mapping[int, bytes | None]) -> bytes:
        """The module's bytes with other payloads for these of its sections; without those that are None."""
        payloads = ((number, changed.get(number, payload)) for number, payload in self.sections)
        return MAGIC + b"".join(
            encode_section(number, payload) for number, payload in payloads if payload is not None
        )

    def global_count(self) -> int:
        """How many globals the module has of its own."""
        return Cursor(self._payload(GLOBALS)).number()

    def globals_section(self, values: list[int]) -> bytes:
        """The section of its own globals, which are 32-bit integers, with these as their first values."""
        cursor = Cursor(self._payload(GLOBALS))
        entries = []
        for value in values[: cursor.number()]:
            entries.append(cursor.bytes(2) + I32_CONST + encode_signed(value) + END)
            if not entries[-1].startswith(I32) or cursor.bytes(1) != I32_CONST:
                raise WasmError(f"{self.label}: a global is no constant of 32 bits")
            cursor.number()
            cursor.bytes(1)
        return encode_number(len(entries)) + b"".join(entries)

    def data_segments(self) -> list[bytes]:
        """The bytes of each segment; all must be placed by one instruction."""
        cursor = Cursor(self._payload(DATA))
        return [_read_segment(cursor) for _ in range(cursor.number())]

    def _payload(self, number: int) -> bytes:
        found = [payload for n, payload in self.sections if n == number]
        if len(found) > 1:
            raise WasmError(f"{self.label}: section {number} occurs {len(found)} times")
        return found[0] if found else encode_number(0)


def _sections(data: bytes, label: str) -> Iterator[tuple[int, bytes]]:
    if not data.startswith(MAGIC):
        raise WasmError(f"{label}: not a WebAssembly module of version 1")
    cursor = Cursor(data)
    cursor.bytes(len(MAGIC))
    while cursor.at < len(data):
        number = cursor.byte()
        yield number, cursor.bytes(cursor.number())


def _signatures(payload: bytes) -> Iterator[bytes]:
    cursor = Cursor(payload)
    for _ in range(cursor.number()):
        start = cursor.at
        if cursor.byte() != 0x60:
            raise WasmError("a type is not a plain function type")
        cursor.bytes(cursor.number())  # parameters
        cursor.bytes(cursor.number())  # results
        yield payload[start : cursor.at]


def _read_segment(cursor: Cursor) -> bytes:
    if cursor.byte() != 0:
        raise WasmError("a data segment is not placed by itself")
    cursor.byte()
    cursor.number()
    if cursor.bytes(1) != END:
        raise WasmError("a data segment's place is computed")
    return cursor.bytes(cursor.number())


def _read_import(cursor: Cursor) -> Import:
    module, name, kind = cursor.name(), cursor.name(), cursor.byte()
    type_index = None
    if kind == FUNCTION:
        type_index = cursor.number()
    elif kind == TABLE:
        cursor.byte()
        cursor.limits()
    elif kind == MEMORY:
        cursor.limits()
    elif kind == GLOBAL:
        cursor.bytes(2)
    elif kind == TAG:
        cursor.byte()
        type_index = cursor.number()
    else:
        raise WasmError(f"import {name} is of the unknown kind {kind}")
    return Import(module, name, kind, type_index)


def _read_export(cursor: Cursor) -> Export:
    start = cursor.at
    name, kind, index = cursor.name(), cursor.byte(), cursor.number()
    return Export(name, kind, index, cursor.data[start : cursor.at])
