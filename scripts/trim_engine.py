"""Trim DuckDB-WASM to what its worker and a known set of extensions can reach.

The published engine is built so that any extension can be linked to it while it runs: it exports every
symbol of its C++ code, about 78,000, and the start walks all of them in JavaScript. An export is nothing
but a name for code outside of the module, and that code is known here: the worker's script and the
extensions that will be loaded. So an export stays when

- an extension imports it (from whichever module: functions, addresses and table slots count alike);
- the engine asks for its own address of it through `GOT.mem` or `GOT.func`;
- the worker's script spells it, with or without the underscore that stands before C names there;
- dynamic linking itself needs it (memory, table, stack, constructors, exception tags).

Then Binaryen removes what nothing reaches any more. Functions called through the table stay, because
every table entry counts as reached. The signed extension is not touched. A wrong guess cannot pass
silently: `problems` compares the result with the published engine before it is used.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from wasm_module import CUSTOM, FUNCTION, WasmError, WasmModule

LINKER_NAMES = frozenset(
    {
        "memory",
        "__indirect_function_table",
        "__stack_pointer",
        "__wasm_apply_data_relocs",
        "__wasm_call_ctors",
        "__cpp_exception",
        "__c_longjmp",
    }
)
"""Exports that linking uses whether or not the script spells them out."""

FEATURES = (
    "exception-handling",
    "bulk-memory",
    "sign-ext",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "multivalue",
)
"""What the engine uses. Not all features: newer Binaryens would write imports in a form that browsers
refuse."""


def trim(engine: bytes, script: str, extensions: Mapping[str, bytes], wasm_opt: str) -> bytes:
    """The engine's bytes with only what the worker's script and the extensions reach."""
    published = WasmModule(engine, "engine")
    loaded = [WasmModule(data, name) for name, data in extensions.items()]
    kept = reachable_names(published, script, loaded)
    trimmed = remove_unreached(published.with_exports(kept), wasm_opt)
    found = list(problems(published, WasmModule(trimmed, "trimmed engine"), loaded, kept))
    if found:
        raise WasmError("the trimmed engine cannot be used:\n  " + "\n  ".join(found[:20]))
    return trimmed


def reachable_names(engine: WasmModule, script: str, extensions: list[WasmModule]) -> set[str]:
    """The names by which code outside of the engine may reach into it."""
    spelled = script_names(script)
    names = set(LINKER_NAMES) | spelled | {word[1:] for word in spelled if word.startswith("_")}
    own = {i.name for i in engine.imports if i.module.startswith("GOT.")}
    return names | own | {i.name for extension in extensions for i in extension.imports}


def script_names(script: str) -> set[str]:
    """Every name that the worker's script spells."""
    return set(re.findall(r"[A-Za-z_$][\w$]*", script))


def remove_unreached(data: bytes, wasm_opt: str) -> bytes:
    """Drops the functions and globals that nothing reaches."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.wasm"), Path(folder, "out.wasm")
        source.write_bytes(data)
        features = [f"--enable-{feature}" for feature in FEATURES]
        command = [wasm_opt, *features, "--remove-unused-module-elements", str(source), "-o", str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not target.exists():
            raise WasmError(f"wasm-opt failed: {done.stderr.strip()[-500:]}")
        return target.read_bytes()


def problems(
    published: WasmModule, trimmed: WasmModule, extensions: list[WasmModule], kept: set[str]
) -> Iterator[str]:
    """Why the trimmed engine must not be used; nothing when it may."""
    before, after = published.offers(), trimmed.offers()
    for name in sorted(kept & set(before)):
        if after.get(name) != before[name]:
            yield f"export {name} is gone or has another type"
    for name in sorted(set(after) - set(before)):
        yield f"export {name} is new"
    for extension in extensions:
        yield from _unmet(extension, before, after)
    known = {(i.module, i.name) for i in published.imports}
    for item in trimmed.imports:
        if (item.module, item.name) not in known:
            yield f"import {item.module}.{item.name} is new"
    if trimmed.sections[0][0] != CUSTOM or trimmed.custom_names[0] != "dylink.0":
        yield "dylink.0 is not the first section, so the worker would refuse the module"


def _unmet(
    extension: WasmModule,
    before: Mapping[str, tuple[int, bytes | None]],
    after: Mapping[str, tuple[int, bytes | None]],
) -> Iterator[str]:
    if "dylink.0" not in extension.custom_names:
        yield f"{extension.label} is not made to be linked at run time"
    for item in extension.imports:
        if item.name not in before:
            continue  # the script gives it, or the extension itself
        kind, signature = after.get(item.name, (None, None))
        if kind is None:
            yield f"{extension.label} needs {item.name}"
        elif item.kind == kind == FUNCTION and signature != extension.signatures[item.type_index or 0]:
            yield f"{extension.label} calls {item.name} with another signature"
