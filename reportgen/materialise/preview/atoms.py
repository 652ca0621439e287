"""Files of molecules → atoms: elements, places in Ångström, and which of them are a chain's backbone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reportgen.materialise.preview.cif import read_cif_atoms
from reportgen.materialise.preview.space import Array


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of one molecule."""

    elements: list[str]
    """Symbols in capitals."""
    points: Array
    """N×3, in Ångström."""
    chain: list[int]
    """The backbone: its alpha carbons, in order."""


Row = tuple[str, float, float, float, bool]
"""Element, x, y, z, and whether it is an alpha carbon."""


def read_atoms(format: str, data: bytes) -> Atoms | None:
    """The first molecule or model of a file; None for a format that is not text."""
    read = _READ.get(format)
    if read is None:
        return None
    rows = list(read(data.decode("utf-8", "replace")))
    points = np.array([row[1:4] for row in rows], float).reshape(-1, 3)
    elements = [row[0].upper() for row in rows]
    return Atoms(elements, points, [at for at, row in enumerate(rows) if row[4]])


def element_of(name: str) -> str:
    """The element that an atom's name begins with: `CA` → C, `1HB` → H, `CL1` → CL."""
    letters = re.sub(r"[^A-Za-z]", "", name).upper()
    return letters[:2] if letters[:2] in ("CL", "BR") else letters[:1]


def _pdb(text: str) -> Iterable[Row]:
    """ATOM and HETATM lines in fixed columns (wwPDB format 3.3)."""
    for line in text.splitlines():
        if line.startswith("ENDMDL"):
            return
        if line.startswith(("ATOM", "HETATM")):
            name = line[12:16].strip()
            element = line[76:78].strip() or element_of(name)
            yield (
                element,
                *_three([line[30:38], line[38:46], line[46:54]]),
                line[:4] == "ATOM" and name == "CA",
            )


def _pqr(text: str) -> Iterable[Row]:
    """The lines of a PDB with fields by spaces; charge and radius are the last two."""
    for line in text.splitlines():
        fields = line.split()
        if fields and fields[0] in ("ATOM", "HETATM"):
            yield element_of(fields[2]), *_three(fields[-5:-2]), fields[0] == "ATOM" and fields[2] == "CA"


def _sdf(text: str) -> Iterable[Row]:
    """A connection table of version 2000 or 3000."""
    lines = text.splitlines()
    counts = lines[3]
    if "V3000" in counts:
        inside = False
        for line in lines[4:]:
            fields = line.split()[2:]
            inside = fields[:2] == ["BEGIN", "ATOM"] or (inside and fields[:2] != ["END", "ATOM"])
            if inside and len(fields) >= 5:
                yield fields[1], *_three(fields[2:5]), False
        return
    for line in lines[4 : 4 + int(counts[:3])]:
        yield line[31:34].strip(), *_three([line[:10], line[10:20], line[20:30]]), False


def _mol2(text: str) -> Iterable[Row]:
    """The ATOM record of Tripos' format; a type such as `C.ar` begins with the element."""
    records = text.split("@<TRIPOS>")
    atoms = next((record for record in records if record.startswith("ATOM")), "")
    for line in atoms.splitlines()[1:]:
        fields = line.split()
        if len(fields) >= 6:
            yield fields[5].partition(".")[0], *_three(fields[2:5]), fields[1] == "CA" and fields[5] == "C.3"


def _gro(text: str) -> Iterable[Row]:
    """Gromacs' fixed columns, in nanometers."""
    lines = text.splitlines()
    for line in lines[2 : 2 + int(lines[1])]:
        name = line[10:15].strip()
        x, y, z = _three([line[20:28], line[28:36], line[36:44]])
        yield element_of(name), 10 * x, 10 * y, 10 * z, name == "CA"


def _xyz(text: str) -> Iterable[Row]:
    """A count, a comment, then a symbol and three numbers a line."""
    lines = text.splitlines()
    for line in lines[2 : 2 + int(lines[0])]:
        fields = line.split()
        yield fields[0], *_three(fields[1:4]), False


def _three(fields: list[str]) -> tuple[float, float, float]:
    x, y, z = (float(field) for field in fields)
    return x, y, z


_READ: Mapping[str, Callable[[str], Iterable[Row]]] = {
    "pdb": _pdb,
    "pqr": _pqr,
    **dict.fromkeys(("sdf", "sd", "mol"), _sdf),
    "mol2": _mol2,
    "gro": _gro,
    "xyz": _xyz,
    **dict.fromkeys(("cif", "mcif", "mmcif"), read_cif_atoms),
}
