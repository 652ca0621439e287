"""The names that W&B gives to logged tables: `run-<run id>-<key>`, and `run-<run id>-incr-<key>`.

Here a table is logged under its key alone, so that such a name means: the artifact of the key, and of its
versions those that the run logged. `latest` is the last of them, `v0` the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.store.lines import Lines
from reportgen.store.names import name_from_key, version_number


def versions_of_run_key(name: str, runs: Path) -> tuple[str, list[int]] | None:
    """The artifact and its versions that `run-<run id>-<key>` means; `runs` is the store's folder of runs."""
    for run, key in _readings(name):
        if not (runs / f"{run}.json").is_file():
            continue
        artifact = name_from_key(key)
        versions = _logged(runs / f"{run}.artifacts.jsonl", artifact)
        if versions:
            return artifact, versions
    return None


def choose_version(version: str, versions: list[int]) -> int | None:
    """The version that a run's `latest` or `v<N>` means; None for another alias, or when there is none."""
    if version == "latest":
        return versions[-1]
    number = version_number(version)
    distinct = list(dict.fromkeys(versions))
    return distinct[number] if number is not None and number < len(distinct) else None


def _readings(name: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the name into a run's id and a key: both can have '-' in them."""
    if not name.startswith("run-"):
        return
    parts = name.removeprefix("run-").split("-")
    for i in range(1, len(parts)):
        run, key = "-".join(parts[:i]), "-".join(parts[i:])
        if run and key:
            yield run, key
            if key.startswith("incr-") and key != "incr-":
                yield run, key.removeprefix("incr-")


def _logged(path: Path, artifact: str) -> list[int]:
    refs = (str(line.get("logged", "")).rpartition(":") for line in Lines(path).read())
    numbers = (version_number(version) for name, _, version in refs if name == artifact)
    return [number for number in numbers if number is not None]
