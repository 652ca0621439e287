"""Atoms of CIF and mmCIF files (IUCr's Crystallographic Information File 1.1)."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator

import numpy as np

from reportgen.materialise.preview.space import Array

_TOKEN = re.compile(r"""(?m)^;(?:.|\n)*?\n;|'(?:[^'\n]|'(?=\S))*'|"(?:[^"\n]|"(?=\S))*"|\#[^\n]*|\S+""")


def read_cif_atoms(text: str) -> Iterator[tuple[str, float, float, float, bool]]:
    """Element, x, y, z (Ångström), whether it is an alpha carbon; of the first model."""
    tokens = [token for token in _TOKEN.findall(text) if not token.startswith("#")]
    for row in _atom_rows(tokens):
        if row.get("pdbx_pdb_model_num", "1") not in ("1", ".", "?"):
            return
        name = row.get("label_atom_id") or row.get("label") or "X"
        element = row.get("type_symbol") or name
        place = _place(row, tokens)
        if place is not None:
            trace = name.strip("\"'") == "CA" and row.get("group_pdb") == "ATOM"
            yield re.sub(r"[^A-Za-z]", "", element)[:2], *place, trace


def _atom_rows(tokens: list[str]) -> Iterator[dict[str, str]]:
    """The rows of the loop over `_atom_site`; names without that, in lower case."""
    heads = [at for at, token in enumerate(tokens) if token.lower() == "loop_"]
    for head in heads:
        names = []
        at = head + 1
        while at < len(tokens) and tokens[at].startswith("_"):
            names.append(tokens[at].lower())
            at += 1
        if not names or not names[0].startswith(("_atom_site.", "_atom_site_")) or "aniso" in names[0]:
            continue
        short = [name[len("_atom_site.") :] for name in names]
        while at + len(short) <= len(tokens) and not _ends(tokens[at]):
            yield dict(zip(short, tokens[at : at + len(short)], strict=True))
            at += len(short)
        return


def _ends(token: str) -> bool:
    return token.startswith("_") or token.lower() == "loop_" or token.lower().startswith("data_")


def _place(row: dict[str, str], tokens: list[str]) -> tuple[float, float, float] | None:
    if "cartn_x" in row:
        return _number(row["cartn_x"]), _number(row["cartn_y"]), _number(row["cartn_z"])
    if "fract_x" in row:
        parts = np.array([_number(row[f"fract_{axis}"]) for axis in "xyz"])
        x, y, z = (_cell(tokens) @ parts).tolist()
        return x, y, z
    return None


def _cell(tokens: list[str]) -> Array:
    """The matrix that makes places of parts of the unit cell."""
    values = {one.lower(): other for one, other in itertools.pairwise(tokens)}
    a, b, c = (_number(values[f"_cell_length_{axis}"]) for axis in "abc")
    alpha, beta, gamma = (
        math.radians(_number(values[f"_cell_angle_{angle}"])) for angle in ("alpha", "beta", "gamma")
    )
    across = (math.cos(alpha) - math.cos(beta) * math.cos(gamma)) / math.sin(gamma)
    up = math.sqrt(max(0.0, math.sin(beta) ** 2 - across**2))
    return np.array(
        [
            [a, b * math.cos(gamma), c * math.cos(beta)],
            [0, b * math.sin(gamma), c * across],
            [0, 0, c * up],
        ]
    )


def _number(text: str) -> float:
    """`1.234(5)`, with its uncertainty, is 1.234."""
    return float(text.partition("(")[0])
