"""`Molecule`: a molecule in a cell, from a file or from RDKit."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.payload import Payload
from reportgen.data.media.sniff import format_of
from reportgen.data.media.source import read_source

if TYPE_CHECKING:
    from typing_extensions import Self

_FORMATS = ("pdb", "pqr", "mmcif", "mcif", "cif", "sdf", "sd", "mol", "mol2", "gro", "mmtf", "xyz")
_ENDINGS: Mapping[str, str] = {format: format for format in _FORMATS}


class Molecule(BlobMedia):
    """A molecule, to be put in a cell of a table or in an artifact; its file is kept byte for byte.

    Args:
        data_or_path: A path of a file `.pdb`, `.pqr`, `.mmcif`, `.mcif`, `.cif`, `.sdf`, `.sd`, `.mol`,
            `.mol2`, `.gro`, `.mmtf` or `.xyz`; the bytes of one, or an open one; another Molecule; or an
            address, which is shown and never fetched.
        caption: A line of text shown with it.
        file_type: The format of bytes or of an open file without a name, such as "pdb".

    Attributes:
        caption: The caption, or None.
        format: The format of the file.

    Raises:
        ValueError: There is no such file, or its format is unknown.
    """

    __slots__ = ()

    kind: ClassVar[str] = "molecule"

    def __init__(self, data_or_path: Any, caption: object = None, file_type: str | None = None) -> None:
        if isinstance(data_or_path, Molecule):
            said = data_or_path.caption if caption is None else caption
            super().__init__(data_or_path._payload, data_or_path.format, said, data_or_path.uri)
            return
        source = read_source(data_or_path, self.kind)
        if source is None:
            kind = type(data_or_path).__name__
            raise ValueError(f"a Molecule cannot be made of a {kind}: give a path or an open file")
        format = format_of(source, file_type, what="molecules", endings=_ENDINGS)
        super().__init__(source.payload, format, caption, source.uri)

    @classmethod
    def from_smiles(
        cls,
        data: str,
        caption: object = None,
        sanitize: bool = True,
        convert_to_3d_and_optimize: bool = True,
        mmff_optimize_molecule_max_iterations: int = 200,
    ) -> Self:
        """A molecule of its SMILES text; wants the package `rdkit`.

        Args:
            data: SMILES, such as "CCO".
            caption: A line of text shown with it.
            sanitize: Whether RDKit checks the molecule's chemistry.
            convert_to_3d_and_optimize: Whether it gets hydrogens and a shape in space.
            mmff_optimize_molecule_max_iterations: The most steps of that.

        Raises:
            ValueError: RDKit is not installed or does not understand the text.
        """
        molecule = _rdkit().MolFromSmiles(data, sanitize=sanitize)
        if molecule is None:
            raise ValueError(f"{data!r} is no SMILES that RDKit understands")
        steps = mmff_optimize_molecule_max_iterations
        return cls.from_rdkit(molecule, caption, convert_to_3d_and_optimize, steps)

    @classmethod
    def from_rdkit(
        cls,
        data_or_path: Any,
        caption: object = None,
        convert_to_3d_and_optimize: bool = True,
        mmff_optimize_molecule_max_iterations: int = 200,
    ) -> Self:
        """A molecule of RDKit's, which the package `rdkit` must be installed for.

        Args:
            data_or_path: The molecule, or the path of a `.mol` file.
            caption: A line of text shown with it.
            convert_to_3d_and_optimize: Whether it gets hydrogens and a shape in space.
            mmff_optimize_molecule_max_iterations: The most steps of that.

        Raises:
            ValueError: RDKit is not installed, does not understand the file, or finds no shape.
        """
        chem = _rdkit()
        molecule = data_or_path
        if isinstance(data_or_path, (str, os.PathLike)):
            molecule = chem.MolFromMolFile(os.fspath(data_or_path))
            if molecule is None:
                raise ValueError(
                    f"cannot read the molecule {os.fspath(data_or_path)!r}: RDKit does not understand it"
                )
        if convert_to_3d_and_optimize:
            molecule = _in_space(chem, molecule, mmff_optimize_molecule_max_iterations)
        block: str = chem.MolToMolBlock(molecule)
        molecule = cls.__new__(cls)
        BlobMedia.__init__(molecule, Payload(block.encode(), cls.kind), "mol", caption, None)
        return molecule


def _rdkit() -> Any:
    try:
        return importlib.import_module("rdkit.Chem")
    except ImportError:
        raise ValueError("a Molecule of SMILES or of RDKit wants the package 'rdkit': install it") from None


def _in_space(chem: Any, molecule: Any, steps: int) -> Any:
    shapes = importlib.import_module("rdkit.Chem.AllChem")
    with_hydrogens = chem.AddHs(molecule)
    if shapes.EmbedMolecule(with_hydrogens, randomSeed=0) != 0:
        raise ValueError(
            "RDKit finds no shape in space for the molecule: say convert_to_3d_and_optimize=False"
        )
    if shapes.MMFFHasAllMoleculeParams(with_hydrogens):
        shapes.MMFFOptimizeMolecule(with_hydrogens, maxIters=steps)
    return with_hydrogens
