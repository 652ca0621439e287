"""Addresses that are nearly links of views."""

from __future__ import annotations

import base64
import json
import random
import re
import string
import zlib
from collections.abc import Mapping
from typing import Any

JUNK: list[Any] = [
    None,
    -1,
    1e99,
    "",
    "\0",
    "💥",
    [],
    {},
    [[]],
    [["a", {}]],
    {"n": "x", "e": "1/0"},
    "'; drop table t",
]


def strange_links(good: Mapping[str, Any], count: int) -> list[str]:
    """Mutations of a good link, and JSON that is nearly a view."""
    chance = random.Random(2)
    found = []
    for _ in range(count):
        view = {key: value if chance.random() < 0.6 else chance.choice(JUNK) for key, value in good.items()}
        view = {key: value for key, value in view.items() if chance.random() < 0.6}
        text = "1" + base64.urlsafe_b64encode(json.dumps(view).encode()).decode().rstrip("=")
        letters = list(text)
        for _ in range(chance.choice([0, 0, 1, 3])):
            letters[chance.randrange(len(letters))] = chance.choice(string.printable[:94] + "é💥")
        cut = chance.choice([len(letters), len(letters), chance.randrange(len(letters) + 1)])
        found.append("".join(letters[:cut]))
    return found


def packed(texts: list[str]) -> list[str]:
    """Every third one compressed as the page does it, some of these damaged."""
    chance = random.Random(5)
    found = []
    for number, text in enumerate(texts):
        plain = re.sub(r"[^\w-]", "", text[1:], flags=re.ASCII)
        if number % 3 or not plain:
            found.append(text)
            continue
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = base64.urlsafe_b64decode(plain[: len(plain) // 4 * 4])
        letters = list(base64.urlsafe_b64encode(packer.compress(data) + packer.flush()).decode().rstrip("="))
        if number % 6:
            letters[chance.randrange(len(letters))] = chance.choice(string.ascii_letters)
        found.append(f"2{''.join(letters)}")
    return found
