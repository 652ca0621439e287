"""What can be wrong when something is looked for in the store, or the store itself cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.diagnostics import did_you_mean


class StoreError(Exception):
    """The store cannot do what was asked; the message is one sentence for people."""


class StoreFormatError(StoreError):
    """The folder is no store, or a newer version of the program wrote it."""


class NameInvalid(StoreError, ValueError):
    """A name that an artifact or an entry cannot have."""


class StoreLookupError(StoreError, LookupError):
    """Something was asked for by a name that the store does not have."""

    what = "name"

    def __init__(self, message: str, *, name: str, known: Sequence[str]) -> None:
        super().__init__(f"{message}; {did_you_mean(name, known, what=self.what)}")
        self.name = name
        """The part of the reference that was not found."""
        self.known = list(known)
        """What there is instead."""


class ArtifactUnknown(StoreLookupError):
    """The store has no artifact of this name."""

    what = "artifact"


class VersionUnknown(StoreLookupError):
    """The artifact has no such version or alias."""

    what = "version"


class AliasUnknown(StoreLookupError):
    """The artifact has no such alias."""

    what = "alias name"


class TableUnknown(StoreLookupError):
    """The artifact version has no such table, or has several and none was named."""

    what = "table"


class EntryUnknown(StoreLookupError):
    """The artifact version has no entry of this name."""

    what = "entry"
