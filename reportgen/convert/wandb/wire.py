"""Protocol Buffers' wire format, as far as the log of a run needs it: fields by number, nothing else.

Source: the encoding page of the Protocol Buffers documentation.
"""

from __future__ import annotations

from typing import TypeAlias

from reportgen.convert.model import ForeignError

Fields: TypeAlias = dict[int, list[int | bytes]]
"""The values of a message, by field number: whole numbers as they came, all else as bytes."""

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5


def decode(data: bytes) -> Fields:
    """The fields of a message.

    Raises:
        ForeignError: The bytes are no message.
    """
    fields: Fields = {}
    position = 0
    while position < len(data):
        key, position = _varint(data, position)
        value, position = _value(data, position, key & 7)
        fields.setdefault(key >> 3, []).append(value)
    return fields


def _value(data: bytes, position: int, kind: int) -> tuple[int | bytes, int]:
    if kind == _VARINT:
        return _varint(data, position)
    if kind == _LENGTH:
        length, position = _varint(data, position)
    elif kind in (_FIXED64, _FIXED32):
        length = 8 if kind == _FIXED64 else 4
    else:
        raise ForeignError(f"a record of the log has a field of the unknown kind {kind}")
    end = position + length
    if end > len(data):
        raise ForeignError("a record of the log is shorter than it says")
    return data[position:end], end


def _varint(data: bytes, position: int) -> tuple[int, int]:
    result = shift = 0
    while position < len(data):
        byte = data[position]
        position += 1
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return result, position
        shift += 7
    raise ForeignError("a record of the log is shorter than it says")


def text(fields: Fields, number: int) -> str:
    """The last text of a field; empty when there is none."""
    return texts(fields, number)[-1] if number in fields else ""


def texts(fields: Fields, number: int) -> list[str]:
    """Every text of a field."""
    return [value.decode("utf-8", "replace") for value in fields.get(number, ()) if isinstance(value, bytes)]


def messages(fields: Fields, number: int) -> list[Fields]:
    """Every message of a field."""
    return [decode(value) for value in fields.get(number, ()) if isinstance(value, bytes)]


def whole(fields: Fields, number: int) -> int | None:
    """The last whole number of a field."""
    found = [value for value in fields.get(number, ()) if isinstance(value, int)]
    return found[-1] if found else None
