"""Which files the vendor folder has, and from which pinned packages they are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """One vendored file."""

    path: str
    """In the vendor folder."""
    source: str
    """In the package; of a bundle, its main module."""
    made: str = "as published"
    """`as published`, `gzip`, `trim, start, gzip` or `bundle, gzip`."""
    iterations: int = 0
    """How hard zopfli tries."""
    bundle: str = ""
    """The global that the bundle defines; the module of its name in `bundles/` says what is in it."""


@dataclass(frozen=True)
class Package:
    """A published package, pinned by the digest of its archive."""

    name: str
    version: str
    source: str
    """`npm` or `wheel`."""
    sha256: str
    licence: str
    files: tuple[File, ...]


ENGINE, WORKER = "package/dist/duckdb-eh.wasm", "package/dist/duckdb-browser-eh.worker.js"
PARQUET = "embedding_atlas/static/duckdb-wasm/v1.5.1/wasm_eh/parquet.duckdb_extension.wasm"
PACKAGES = (
    Package(
        "preact",
        "11.2.0",
        "npm",
        "3c4456766bd32b6b534d52bf4e9c2a29b33e7eedf6e96ed479300ba1a7888ebf",
        "MIT",
        (
            File("preact/preact.mjs", "package/dist/preact.mjs"),
            File("preact/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "htm",
        "3.1.1",
        "npm",
        "2425b9bee11409177bcabc7f32e319926fc6690c1701c0b257c88bdff2d5ba90",
        "Apache-2.0",
        (File("htm/htm.mjs", "package/dist/htm.mjs"), File("htm/LICENSE", "package/LICENSE")),
    ),
    Package(
        "preact-render-to-string",
        "6.8.2",
        "npm",
        "f0aa77a502751e74f4d9d3847f9f8c411409dc24e37618ffdf15d79b320eb295",
        "MIT",
        (
            File("preact-render-to-string/index.mjs", "package/dist/index.mjs"),
            File("preact-render-to-string/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "@uwdata/flechette",
        "2.5.0",
        "npm",
        "0d7467a7d2d2c69bb05a69aeb2dc2c9c3b5e173af53d36389018c2154a877bdc",
        "BSD-3-Clause",
        (
            File("flechette/flechette.mjs", "package/dist/flechette.mjs"),
            File("flechette/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "marked",
        "18.2.1",
        "npm",
        "d66c5213fc203466186060105b01f51896764ba64b3797d2620d02e28e34b8ca",
        "MIT",
        (
            File("marked/marked.mjs", "package/lib/marked.esm.js"),
            File("marked/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "@duckdb/duckdb-wasm",
        "1.33.1-dev45.0",
        "npm",
        "fe4e544d4f6e7d1d88efdba6852c7d33533c59749cf1aa2cbcd262773f3b9f2e",
        "MIT, and what it bundles: duckdb/LICENSE-notices",
        (
            File("duckdb/duckdb-eh.wasm.gz", ENGINE, "trim, start, gzip", 3),
            File("duckdb/duckdb-browser-eh.worker.js.gz", WORKER, "gzip", 15),
        ),
    ),
    Package(
        "embedding-atlas",
        "0.26.0",
        "wheel",
        "5a70ad1100e35034b5d87850a8548783b7a94f718fe84537a15d4141e2c80674",
        "MIT (the wheel, and DuckDB's extension in it)",
        (File("duckdb/parquet.duckdb_extension.wasm.gz", PARQUET, "gzip", 3),),
    ),
    Package(
        "three",
        "0.187.0",
        "npm",
        "ff540832ded0cfe919764d24a3d88f3e2a05f23303f876423e4f893841e90728",
        "MIT",
        (
            File("three/three.js.gz", "package/build/three.module.js", "bundle, gzip", 15, "THREE"),
            File("three/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "minisearch",
        "7.2.0",
        "npm",
        "cb3b8126a3ea65d6b387787294f0792b0ea4a40b70f8f37688066a5638e0218a",
        "MIT",
        (
            File("minisearch/minisearch.js", "package/dist/umd/index.js"),
            File("minisearch/LICENSE", "package/LICENSE.txt"),
        ),
    ),
    Package(
        "3dmol",
        "2.5.5",
        "npm",
        "26d91c5036d4efe78fc032c22cb692fea92bbb3cb1e65d20bf3869673fb3d8f5",
        "BSD-3-Clause, and what it bundles: 3dmol/LICENSE and 3dmol/LICENSE-notices",
        (
            File("3dmol/3Dmol-min.js.gz", "package/build/3Dmol-min.js", "gzip", 15),
            File("3dmol/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "plotly.js-strict-dist-min",
        "4.1.1",
        "npm",
        "95dba85554c9a6b8cdc45776a9803affb8aaa2eac0ec1c3c5f5a3194d978a63e",
        "MIT, and what it bundles: plotly/LICENSE-notices",
        (
            File("plotly/plotly-strict.min.js.gz", "package/plotly-strict.min.js", "gzip", 5),
            File("plotly/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "vega",
        "6.4.0",
        "npm",
        "3521fb6ff68a94a40323954f0ba4484ba4014b157bfd37f89a3b063082320c42",
        "BSD-3-Clause, and what it bundles: vega/LICENSE-notices",
        (
            File("vega/vega.min.js.gz", "package/build/vega.min.js", "gzip", 15),
            File("vega/LICENSE", "package/LICENSE"),
        ),
    ),
    Package(
        "vega-lite",
        "6.5.0",
        "npm",
        "811230a6bfd2cdbfc359d0c38f624a90df86657b7f251b67be88bcc4eee32b7f",
        "BSD-3-Clause, and what it bundles: vega/LICENSE-notices",
        (File("vega/vega-lite.min.js.gz", "package/build/vega-lite.min.js", "gzip", 15),),
    ),
    Package(
        "vega-interpreter",
        "2.3.2",
        "npm",
        "b83489633c1320e9d6f839781f0c84c661a5ca2666fe38cb83f7c52a531fffec",
        "BSD-3-Clause",
        (
            File(
                "vega/vega-interpreter.js.gz",
                "package/build/vega-interpreter.js",
                "bundle, gzip",
                15,
                "vegaInterpreter",
            ),
        ),
    ),
)
BUNDLER = Package(
    "@esbuild/linux-x64",
    "0.28.2",
    "npm",
    "9573bb2233aab0f9ea7647d5cca9726113cc1768de61d66b17267f4db84488f6",
    "MIT",
    (File("", "package/bin/esbuild"),),
)
"""Joins the modules of a package into one script; its output is the same on every platform."""
BUNDLED = (
    Package(
        "vega-util",
        "2.1.3",
        "npm",
        "5f3de4cddc2b16926f7d6ef742aedaeb6aeeb6268576c0c29759778fcb08a1d7",
        "BSD-3-Clause",
        (),
    ),
)
"""What bundles need besides their own packages."""
