"""Give the engine the state that it has after its start, so that no page has to start it.

What the published engine does before it can take a question is the same everywhere: C++ constructors, a
catalog of some thousand functions, linking of the Parquet reader, settings that shut it in. Here that is done
once, by `snapshot_engine.js`, and the memory that it leaves becomes the module's data: every page begins
there. As with Wizer, which does this for modules that nothing is linked to:

- the data section holds the memory, without its zeros; where the reader's own data lies, what differs from
  the reader's file, which brings that data when it is linked;
- the globals have the values that the module's start function gave them, and that function is gone;
- constructors and relocations, which must not run again, are no longer offered, and Binaryen removes them
  with the rest that nothing reaches any more, as in trimming. No other code is touched;
- the custom section `reportgen.state` tells the page's script how the engine and its reader were linked,
  and what is otherwise on devices that have less or more memory; `reportgen.calls` is a module by which the
  reader calls itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from trim_engine import remove_unreached, script_names
from wasm_module import (
    CODE,
    CUSTOM,
    DATA,
    DATA_COUNT,
    END,
    EXPORTS,
    FUNCTION,
    FUNCTIONS,
    GLOBAL,
    GLOBALS,
    I32_CONST,
    MAGIC,
    START,
    TABLE,
    TABLES,
    TYPES,
    Cursor,
    WasmError,
    WasmModule,
    encode_name,
    encode_number,
    encode_section,
    encode_signed,
)

STATE, CALLS = "reportgen.state", "reportgen.calls"
"""The custom sections' names; the worker's script knows them, too."""
LIMITS = (2000, 800, 1000, 3000)
"""Megabytes that the engine may take; `engine.js` chooses by the device. The data section has the first."""
STARTERS = frozenset({"__wasm_call_ctors", "__wasm_apply_data_relocs"})
"""What has run and must not run again."""
GAP = 64
"""Zeros that end a run of data; shorter ones cost less than a new run."""
CHANCE = 200
"""How many bytes of the state may differ between two starts: an identifier, and bytes that nothing reads."""


def snapshot(engine: bytes, script: str, extension: bytes, deno: str, wasm_opt: str) -> bytes:
    """The trimmed engine's bytes with the state after its start."""
    module, reader = WasmModule(engine, "engine"), WasmModule(extension, "Parquet reader")
    start = partial(_start, module, script, extension, deno)
    memory, state = _started(start)
    state["limits"] = {str(limit): _changes(memory, start(limit)[0]) for limit in LIMITS}
    (own,) = reader.data_segments()
    base = state["reader"]["memoryBase"]
    memory[base : base + len(own)] = _difference(bytes(memory[base : base + len(own)]), own)
    state["reader"]["bytes"] = len(own)
    short = WasmModule(_without_start(module, state.pop("globals"), wasm_opt), "engine without its start")
    asked = {i.name for i in short.imports if i.module.startswith("GOT.")} | script_names(script)
    state["symbols"] = {name: value for name, value in state["symbols"].items() if name in asked}
    runs = list(_runs(memory))
    data = encode_number(len(runs)) + b"".join(_segment(at, run) for at, run in runs)
    made = short.with_sections({DATA: data, DATA_COUNT: encode_number(len(runs))})
    text = json.dumps(state, separators=(",", ":"), sort_keys=True).encode()
    sections = ((STATE, text), (CALLS, calls(short, reader)))
    return made + b"".join(encode_section(CUSTOM, encode_name(name) + part) for name, part in sections)


def _started(start: Callable[..., tuple[bytearray, dict[str, Any]]]) -> tuple[bytearray, dict[str, Any]]:
    """The memory and the rest of the state after a start."""
    (memory, state), (again, same) = (start(LIMITS[0], chance=chance) for chance in (0, 1))
    differing = sum(a != b for a, b in zip(memory, again, strict=True))
    if state != same or differing > CHANCE:
        raise WasmError(f"two starts of the engine differ in {differing} bytes")
    return memory, state


def _start(
    module: WasmModule, script: str, extension: bytes, deno: str, limit: int, chance: int = 0
) -> tuple[bytearray, dict[str, Any]]:
    """The memory and the rest of the state after a start with a limit of memory (MB)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "engine.wasm").write_bytes(_with_globals(module))
        (folder / "worker.js").write_text(script, "utf-8")
        (folder / "parquet.wasm").write_bytes(extension)
        program = [str(Path(__file__).with_suffix(".js")), name, str(limit), str(chance)]
        command = [deno, "run", "--quiet", "--no-config", f"--allow-read={name}", f"--allow-write={name}"]
        done = subprocess.run([*command, *program], capture_output=True, text=True, check=False)
        if done.returncode:
            raise WasmError(f"the engine could not be started: {done.stderr.strip()[-500:]}")
        state: dict[str, Any] = json.loads((folder / "state.json").read_bytes())
        return bytearray((folder / "memory.bin").read_bytes()), state


def _without_start(module: WasmModule, values: list[int], wasm_opt: str) -> bytes:
    """The module with these values of its globals, without what has run and what only this reached."""
    kept = {export.name for export in module.exports} - STARTERS
    begun = WasmModule(module.with_exports(kept), "engine")
    return remove_unreached(
        begun.with_sections({GLOBALS: module.globals_section(values), START: None}), wasm_opt
    )


def _changes(memory: bytearray, other: bytearray) -> list[int]:
    """The words of 32 bits that another memory has otherwise, each after its address."""
    if len(memory) != len(other):
        raise WasmError("the size of the state depends on the limit of memory")
    whole = len(memory) // 4 * 4
    words, others = (memoryview(one)[:whole].cast("I") for one in (memory, other))
    found = [
        (4 * place, new) for place, (old, new) in enumerate(zip(words, others, strict=True)) if old != new
    ]
    if len(found) > CHANCE:
        raise WasmError(f"{len(found)} words of the state depend on the limit of memory")
    return [number for change in found for number in change]


def calls(engine: WasmModule, reader: WasmModule) -> bytes:
    """A module by which the reader calls those of its own functions that it imports.

    Imports are there before what imports them, so these would have to go through JavaScript. The module has a
    function for each of them, under its name, which calls what then stands in a table, under `table`.
    """
    offered, own = engine.offers(), reader.offers()
    called = [i for i in reader.imports if i.kind == FUNCTION and i.name not in offered and i.name in own]
    types = [reader.signatures[i.type_index or 0] for i in called]
    parameters = [Cursor(kind[1:]).number() for kind in types]
    bodies = [_passing(count, place) for place, count in enumerate(parameters)]
    exports = [encode_name("table") + bytes([TABLE, 0])]
    exports += [
        encode_name(i.name) + bytes([FUNCTION]) + encode_number(place) for place, i in enumerate(called)
    ]
    return MAGIC + b"".join(
        encode_section(number, encode_number(len(entries)) + b"".join(entries))
        for number, entries in (
            (TYPES, types),
            (FUNCTIONS, [encode_number(place) for place in range(len(called))]),
            (TABLES, [b"\x70\0" + encode_number(len(called))]),
            (EXPORTS, exports),
            (CODE, [encode_number(len(body)) + body for body in bodies]),
        )
    )


def _passing(parameters: int, place: int) -> bytes:
    """The body of a function that passes its parameters on to the table's function at its own place."""
    given = b"".join(b"\x20" + encode_number(number) for number in range(parameters))
    return b"\0" + given + I32_CONST + encode_signed(place) + b"\x11" + encode_number(place) + b"\0" + END


def _with_globals(module: WasmModule) -> bytes:
    """The module with every global of its own exported as `global:N`."""
    imported = sum(i.kind == GLOBAL for i in module.imports)
    entries = [export.encoded for export in module.exports]
    for number in range(module.global_count()):
        name = encode_name(f"global:{number}")
        entries.append(name + bytes([GLOBAL]) + encode_number(imported + number))
    return module.with_sections({EXPORTS: encode_number(len(entries)) + b"".join(entries)})


def _difference(found: bytes, own: bytes) -> bytes:
    whole = int.from_bytes(found, "little") ^ int.from_bytes(own, "little")
    return whole.to_bytes(len(own), "little")


def _runs(memory: bytearray) -> Iterator[tuple[int, bytes]]:
    """The memory's runs without zeros of `GAP` or more, each with its address."""
    for found in re.finditer(rb"[^\0](?:(?:\0{0,%d}[^\0])*)" % (GAP - 1), bytes(memory), re.DOTALL):
        yield found.start(), found.group()


def _segment(at: int, run: bytes) -> bytes:
    """An active segment of memory 0 at a constant address."""
    return b"\0\x41" + encode_signed(at) + b"\x0b" + encode_number(len(run)) + run
