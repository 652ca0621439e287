"""Maps: two coordinates for each row, in which rows that are alike lie near one another.

Projections are those of scikit-learn (PCA, t-SNE) and umap-learn, with a fixed seed. They are made once for
each content of the columns, and kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportgen.materialise.cache import Cache, digest

EXTRA = "projection"
"""What to install besides the package."""
SEED = 0
GIVEN = "given"
"""The method of maps that are not made: their columns are the coordinates."""
LEAST = 3
"""Rows with a value that a map needs."""

Matrix = NDArray[np.floating[Any]]
"""Rows × numbers."""


class ProjectionError(Exception):
    """A map that cannot be made, in a sentence; `projection` is the one that was asked for."""

    projection: Projection | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """A map of a table that the reports show."""

    of: tuple[str, ...]
    """The columns: one of vectors, or several of numbers."""
    method: str
    """One of `METHODS`, or `GIVEN`."""
    names: tuple[str, str]
    """The columns of the site that hold the coordinates."""

    def entries(self) -> list[dict[str, Any]]:
        """These columns as the site's schema has them."""
        return [
            {
                "name": name,
                "type": {"kind": "float", "bits": 32},
                "made": {"of": list(self.of), "method": self.method, "axis": axis},
            }
            for name, axis in zip(self.names, "xy", strict=True)
        ]


def projections_in(columns: Iterable[Mapping[str, Any]]) -> list[Projection]:
    """The maps that a schema's columns are made for, each once."""
    names: dict[tuple[tuple[str, ...], str], dict[str, str]] = {}
    for column in columns:
        if made := column.get("made"):
            names.setdefault((tuple(made["of"]), made["method"]), {})[made["axis"]] = column["name"]
    return [Projection(of, method, (axes["x"], axes["y"])) for (of, method), axes in names.items()]


def coordinates(
    batches: Iterable[pa.RecordBatch], projection: Projection, cache: Cache
) -> tuple[pa.Array, pa.Array]:
    """Both coordinates (float32) of every row; null where a row has no value, or an infinite one.

    `batches` have the projection's columns, in their order. ProjectionError says why there is no map.
    """
    try:
        values = matrix(batches, projection.of)
        usable = np.isfinite(values).all(axis=1)
        found = np.zeros((len(values), 2), np.float32)
        found[usable] = _kept(values[usable], projection, cache)
    except ProjectionError as error:
        error.projection = projection
        raise
    x, y = (pa.array(found[:, axis], pa.float32(), mask=~usable) for axis in (0, 1))
    return x, y


def matrix(batches: Iterable[pa.RecordBatch], names: Sequence[str]) -> Matrix:
    """The rows as numbers, side by side; NaN where there is none. Vectors of one column have one length."""
    parts = [_batch_matrix(batch) for batch in batches if batch.num_rows]
    parts = [part for part in parts if part.shape[1]] or [np.zeros((0, 1))]
    widths = {part.shape[1] for part in parts}
    if len(widths) > 1:
        raise ProjectionError(_uneven(names, sorted(widths)))
    return np.concatenate(parts)


def _batch_matrix(batch: pa.RecordBatch) -> Matrix:
    columns = [_column_matrix(batch.column(i), batch.schema.field(i).name) for i in range(batch.num_columns)]
    return np.concatenate(columns, axis=1)


def _column_matrix(column: pa.Array, name: str) -> Matrix:
    kind = column.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)):
        return _numbers(column)[:, np.newaxis]
    valid = np.asarray(column.is_valid())
    lengths = column.value_lengths().drop_null().unique().to_pylist()
    if len(lengths) > 1:
        raise ProjectionError(_uneven([name], sorted(lengths)))
    width = lengths[0] if lengths else 0
    found = np.full((len(column), width), np.nan, _float_of(kind.value_type))
    found[valid] = _numbers(column.drop_null().flatten()).reshape(-1, width)
    return found


def _numbers(column: pa.Array) -> Matrix:
    wanted = _float_of(column.type)
    return np.asarray(column.cast(pa.from_numpy_dtype(wanted), safe=False).to_numpy(zero_copy_only=False))


def _float_of(kind: pa.DataType) -> np.dtype[Any]:
    """Half and single floats are computed as single ones, everything else as double ones."""
    single = pa.types.is_float32(kind) or pa.types.is_float16(kind)
    return np.dtype(np.float32 if single else np.float64)


def _uneven(names: Sequence[str], lengths: Sequence[int]) -> str:
    said = " and ".join(map(str, lengths[:2]))
    return f"'{names[0]}' holds vectors of different lengths ({said}): a map needs one length"


def _kept(values: Matrix, projection: Projection, cache: Cache) -> Matrix:
    """The coordinates of rows that all have values, from the cache or made now."""
    if projection.method == GIVEN:
        return _given(values)
    if len(values) < LEAST:
        count = "1 row has" if len(values) == 1 else f"{len(values)} rows have"
        raise ProjectionError(f"a map needs {LEAST} rows with values, and {count} some")
    package, make = METHODS[projection.method]
    content = hashlib.sha256(np.ascontiguousarray(values).data).hexdigest()
    key = digest(content, list(values.shape), str(values.dtype), projection.method, _version(package))
    path = cache.path("projections", f"{key}.npy")
    known = _read(path)
    if known is not None and known.shape == (len(values), 2):
        return known
    made = np.asarray(make(values), np.float32)
    with cache.create(path) as temporary, temporary.open("wb") as file:
        np.save(file, made)
    return made


def _given(values: Matrix) -> Matrix:
    """Numbers that are coordinates already."""
    if values.shape[1] != 2:
        raise ProjectionError(f"a map of given coordinates has two numbers a row, not {values.shape[1]}")
    return np.asarray(values, np.float32)


def _read(path: Path) -> Matrix | None:
    try:
        found: Matrix = np.load(path)
    except (OSError, ValueError, EOFError):
        return None
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError as error:
        raise ProjectionError(_missing(package)) from error


def _missing(package: str) -> str:
    return f"this map needs {package}, which is not installed: `pip install 'reportgen[{EXTRA}]'`"


def _module(name: str, package: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ProjectionError(_missing(package)) from error


def _pca(values: Matrix) -> Matrix:
    """The two directions in which the rows differ most."""
    pca = _module("sklearn.decomposition", "scikit-learn").PCA(min(2, values.shape[1]), random_state=SEED)
    found: Matrix = pca.fit_transform(values)
    return np.pad(found, ((0, 0), (0, 2 - found.shape[1])))


def _tsne(values: Matrix) -> Matrix:
    """Neighbours stay neighbours; begun from the PCA."""
    perplexity = min(30.0, (len(values) - 1) / 3)
    init = "pca" if min(values.shape) >= 2 else "random"
    tsne = _module("sklearn.manifold", "scikit-learn").TSNE
    found: Matrix = tsne(perplexity=perplexity, init=init, random_state=SEED).fit_transform(values)
    return found


def _umap(values: Matrix) -> Matrix:
    """Neighbours stay neighbours, and groups keep more of their places."""
    umap = _module("umap", "umap-learn").UMAP
    neighbors = min(15, len(values) - 1)
    # A random start where the spectral one has too few rows.
    init = "spectral" if len(values) > neighbors + 2 else "random"
    model = umap(n_neighbors=neighbors, init=init, random_state=SEED, n_jobs=1)
    found: Matrix = model.fit_transform(values)
    return found


METHODS: Mapping[str, tuple[str, Callable[[Matrix], Matrix]]] = {
    "pca": ("scikit-learn", _pca),
    "tsne": ("scikit-learn", _tsne),
    "umap": ("umap-learn", _umap),
}
"""How maps are made: the package that makes them, and a function of rows that all have values."""
