"""A project whose every text is an attack."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import reportgen

ATTACKS = {
    "script": "</script><script>window.pwned=1</script>",
    "handler": "<img src=x onerror=window.pwned=1>",
    "quotes": "\"'><svg onload=window.pwned=1>",
    "address": "javascript:window.pwned=1",
    "template": "{{7*7}}${window.pwned=1}<%= window.pwned=1 %>",
    "comment": "--><!--<script>window.pwned=1</script>",
}
FILE = "'onerror=window.pwned=1 '.png"
"""What a file system lets a file be called."""


def written(text: str) -> str:
    """A text as a name in our language."""
    return '"' + text.replace('"', '""') + '"'


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join("\\" + letter if letter in r"\`*_{}[]()<>#+-.!|~$:\"'/" else letter for letter in text)


def table() -> reportgen.Table:
    """Attacks as column names, cells, elements of lists and structs, and captions of images."""
    attacks = list(ATTACKS.values())
    result = reportgen.Table(columns=["picture", *attacks, "list", "struct", "number"])
    for row, attack in enumerate(attacks * 3):
        pixels = np.full((9, 9), 10 * row, np.uint8)
        turned = [attacks[(row + step) % len(attacks)] for step in range(len(attacks))]
        image = reportgen.Image(pixels, caption=attack)
        result.add_data(image, *turned, [attack, attack], {attack: attack}, row / 4)
    return result


def report(columns: str, options: str) -> str:
    """Attacks in every field of the front matter and in every kind of block."""
    said = [escaped(attack) for attack in ATTACKS.values()]
    quoted = ["'" + attack.replace("'", "''") + "'" for attack in ATTACKS.values()]
    blocks = "\n\n".join(
        f"## {text}\n\n{text} [{text}](<{FILE}>)\n\n![{text}](<{FILE}> 'a')" for text in said
    )
    return f"""---
title: {quoted[0]}
description: {quoted[1]}
authors:
  - name: {quoted[2]}
    affiliation: {quoted[3]}
  - {quoted[4]}
---

{blocks}

`{ATTACKS["script"]}` {{value}}`hostile | | max({written(ATTACKS["handler"])})`

:::{{table-panel}} hostile
:name: rows
:columns: {columns}
{options}
{" ".join(said)}
:::

:::{{table-panel}} hostile
:name: groups
:group: {written(ATTACKS["script"])}
:columns: {columns}
{" ".join(said)}
:::
"""


def write_project(root: Path) -> None:
    """The project's files and its store."""
    attacks = list(ATTACKS.values())
    title = attacks[0].replace("\\", "\\\\").replace('"', '\\"')
    (root / "reportgen.toml").write_text(f'[project]\ntitle = "{title}"\n', "utf-8")
    with reportgen.init(project="hostile", dir=root) as run:
        run.log({"hostile": table()})
    reportgen.Image(np.zeros((5, 5), np.uint8))
    from PIL import Image

    Image.new("L", (5, 5)).save(root / FILE, format="png")
    derived = f"{written(attacks[1])} + '!' as {written(attacks[1] + '!')}"
    renamed = f"number as {written(attacks[2])}"
    columns = f"{derived}, {renamed}, *"
    (root / "index.md").write_text(report(columns, f":filter: {written(attacks[1])} != 'x'"), "utf-8")
