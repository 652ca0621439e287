"""The artifact store: a folder that keeps named, versioned sets of tables and files."""

from reportgen.store.errors import (
    AliasUnknown,
    ArtifactUnknown,
    EntryUnknown,
    NameInvalid,
    StoreError,
    StoreFormatError,
    StoreLookupError,
    TableUnknown,
    VersionUnknown,
)
from reportgen.store.model import Blob, Entry, Manifest, TableRef
from reportgen.store.store import Store, find_entry
from reportgen.store.transaction import Transaction

__all__ = [
    "AliasUnknown",
    "ArtifactUnknown",
    "Blob",
    "Entry",
    "EntryUnknown",
    "Manifest",
    "NameInvalid",
    "Store",
    "StoreError",
    "StoreFormatError",
    "StoreLookupError",
    "TableRef",
    "TableUnknown",
    "Transaction",
    "VersionUnknown",
    "find_entry",
]
