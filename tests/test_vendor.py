"""The vendored files are the pinned ones, all of them listed, and fit together."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import snapshot_engine
import trim_engine
import wasm_module
from wasm_module import (
    CODE,
    DATA,
    EXPORTS,
    FUNCTION,
    GLOBALS,
    IMPORTS,
    MAGIC,
    START,
    Cursor,
    WasmError,
    WasmModule,
    encode_section,
    encode_signed,
)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

VENDOR = Path(__file__).parent.parent / "reportgen" / "client" / "vendor"
LISTING: dict[str, Any] = tomllib.loads((VENDOR / "VENDOR.toml").read_text("utf-8"))
ENGINE_LIMIT = 7_100_000
"""Bytes that the engine and its Parquet reader may take on the wire."""


def listed() -> Iterator[tuple[str, str]]:
    for package in LISTING["package"]:
        yield from ((file["path"], file["sha256"]) for file in package["file"])
    yield from ((notice["path"], notice["sha256"]) for notice in LISTING["notice"])


@pytest.mark.parametrize(("path", "sha256"), list(listed()))
def test_file_is_the_pinned_one(path: str, sha256: str) -> None:
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == sha256


def test_every_file_is_listed_once() -> None:
    found = sorted(p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file())
    assert found == sorted(["VENDOR.toml", *(path for path, _ in listed())])


def test_every_package_says_where_it_comes_from_and_under_which_licence() -> None:
    for package in LISTING["package"]:
        assert package["source"].endswith(f":{package['name']}@{package['version']}")
        assert len(package["source_sha256"]) == 64
        assert package["licence"]
        folders = {Path(file["path"]).parts[0] for file in package["file"]}
        assert all((VENDOR / folder / "LICENSE").stat().st_size > 500 for folder in folders)


def test_engine_and_parquet_reader_fit_their_budget() -> None:
    files = ["duckdb-eh.wasm.gz", "parquet.duckdb_extension.wasm.gz"]
    assert sum((VENDOR / "duckdb" / name).stat().st_size for name in files) <= ENGINE_LIMIT


def test_gzip_carries_no_time() -> None:
    for path in (VENDOR / "duckdb").glob("*.gz"):
        assert path.read_bytes()[4:8] == bytes(4), path.name


def inflate(name: str) -> bytes:
    return gzip.decompress((VENDOR / "duckdb" / name).read_bytes())


def test_trimmed_engine_offers_what_the_extension_and_the_script_reach() -> None:
    engine = WasmModule(inflate("duckdb-eh.wasm.gz"), "engine")
    extension = WasmModule(inflate("parquet.duckdb_extension.wasm.gz"), "parquet")
    script = inflate("duckdb-browser-eh.worker.js.gz").decode()
    kept = trim_engine.reachable_names(engine, script, [extension])
    assert list(trim_engine.problems(engine, engine, [extension], kept)) == []
    offered = engine.offers()
    assert len(offered) == 1529
    assert offered.keys() <= kept
    needed = {i.name for i in extension.imports if i.module == "env" and i.kind == FUNCTION}
    missing = needed - offered.keys() - extension.offers().keys()
    assert {n for n in missing if n not in script and not n.startswith("invoke_")} == set()


def test_engine_carries_its_state_and_nothing_starts_it_again() -> None:
    engine = WasmModule(inflate("duckdb-eh.wasm.gz"), "engine")
    assert START not in {number for number, _ in engine.sections}
    assert not snapshot_engine.STARTERS & engine.offers().keys()
    assert engine.custom_names == ["dylink.0", snapshot_engine.STATE, snapshot_engine.CALLS]
    section = Cursor(engine.sections[-2][1])
    section.name()
    state = json.loads(section.data[section.at :])
    assert {int(limit) for limit in state["limits"]} == set(snapshot_engine.LIMITS)
    script = (VENDOR.parent / "app" / "engine" / "engine.js").read_text("utf-8")
    chosen = re.findall(r"^const LIMITS = \[(.*)\];", script, re.MULTILINE)
    assert chosen == [", ".join(map(str, sorted(snapshot_engine.LIMITS, reverse=True)))]


def test_the_reader_calls_its_own_functions_under_their_names() -> None:
    extension = WasmModule(inflate("parquet.duckdb_extension.wasm.gz"), "parquet")
    engine = WasmModule(inflate("duckdb-eh.wasm.gz"), "engine")
    made = WasmModule(snapshot_engine.calls(engine, extension), "calls")
    own, offered = extension.offers(), made.offers()
    assert len(offered) > 1000
    assert all(offered[name] == own[name] for name in offered if name != "table")
    assert not offered.keys() & engine.offers().keys()


def tiny_module(*exports: str) -> bytes:
    """Exports one function, of type () → (), under each of the names."""
    entries = b"".join(bytes([len(name)]) + name.encode() + b"\x00\x00" for name in exports)
    return MAGIC + b"".join(
        [
            encode_section(wasm_module.TYPES, b"\x01\x60\x00\x00"),
            encode_section(wasm_module.FUNCTIONS, b"\x01\x00"),
            encode_section(EXPORTS, bytes([len(exports)]) + entries),
            encode_section(CODE, b"\x01\x02\x00\x0b"),
        ]
    )


def test_exports_are_dropped_and_the_rest_stays() -> None:
    whole, short = tiny_module("kept", "dropped"), tiny_module("kept")
    assert WasmModule(whole, "whole").with_exports({"kept", "absent"}) == short
    assert WasmModule(short, "short").offers() == {"kept": (FUNCTION, b"\x60\x00\x00")}


@pytest.mark.parametrize(
    ("value", "encoded"),
    [(0, "00"), (63, "3f"), (64, "c000"), (-1, "7f"), (-64, "40"), (-65, "bf7f"), (624485, "e58e26")],
)
def test_signed_numbers_are_as_short_as_they_can_be(value: int, encoded: str) -> None:
    assert encode_signed(value).hex() == encoded


def test_sections_are_replaced_and_dropped() -> None:
    globals_of_two = b"\x02\x7f\x01\x41\x00\x0b\x7f\x00\x41\x80\x01\x0b"
    data = b"\x02\0\x23\0\x0b\x02ab\0\x41\x08\x0b\x01c"
    parts = ((GLOBALS, globals_of_two), (START, b"\0"), (DATA, data))
    module = WasmModule(MAGIC + b"".join(encode_section(*part) for part in parts), "it")
    assert module.global_count() == 2
    assert module.data_segments() == [b"ab", b"c"]
    assert module.globals_section([5, -2]) == b"\x02\x7f\x01\x41\x05\x0b\x7f\x00\x41\x7e\x0b"
    changed = WasmModule(module.with_sections({START: None, GLOBALS: b"\0"}), "it")
    assert changed.sections == ((GLOBALS, b"\0"), (DATA, data))
    longer = WasmModule(MAGIC + encode_section(GLOBALS, b"\x01\x7e\x00\x42\x00\x0b"), "it")
    with pytest.raises(WasmError, match="no constant of 32 bits"):
        longer.globals_section([0])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not wasm", "not a WebAssembly module"),
        (MAGIC + b"\x01\x7f", "ends in the middle"),
        (MAGIC + encode_section(IMPORTS, b"\x01\x01m\x01n\x09"), "unknown kind 9"),
        (tiny_module() + encode_section(EXPORTS, b"\x00"), "occurs 2 times"),
    ],
)
def test_what_is_no_module_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(WasmError, match=message):
        _ = (m := WasmModule(data, "it")).imports, m.exports


def test_a_missing_export_is_noticed() -> None:
    before = WasmModule(tiny_module("a", "b"), "before")
    after = WasmModule(tiny_module("a"), "after")
    found = list(trim_engine.problems(before, after, [], {"a", "b"}))
    assert found[0] == "export b is gone or has another type"
