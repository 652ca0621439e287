"""From the lines of a `table-set` to the tables that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from reportgen.diagnostics import Code, Diagnostic, did_you_mean
from reportgen.panels.labels import label_of
from reportgen.panels.model import Member, Part, Table
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.runs import all_runs, row_of
from reportgen.panels.set_lines import Line
from reportgen.panels.sources import Sources
from reportgen.query.core import Core
from reportgen.query.rows import matching
from reportgen.store import Manifest
from reportgen.store.names import INCREMENT, parse_ref, version_number
from reportgen.store.runs import RunFacts

Found = list[Member] | list[Diagnostic]

_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reference asks for; each part may be a pattern."""

    name: str
    version: str
    table: str | None

    def holds(self, manifest: Manifest, aliases: Sequence[str]) -> bool:
        """Whether an artifact version, which has these aliases, is meant."""
        if not fnmatchcase(manifest.name, self.name):
            return False
        return fnmatchcase(f"v{manifest.version}", self.version) or self.version in aliases

    def tables(self, manifest: Manifest) -> list[str]:
        """References to the tables of an artifact version that are meant."""
        if self.table is None:
            return [manifest.ref] if manifest.tables() else []
        return [f"{manifest.ref}/{name}" for name in manifest.tables() if fnmatchcase(name, self.table)]


def members_of(line: Line, sources: Sources, core: Core) -> tuple[list[Member], list[Diagnostic]]:
    """The tables that a line means, and what is wrong with it."""
    if line.runs is not None:
        return _of_runs(line, line.runs, sources, core)
    if line.growing:
        return _increments(line, sources)
    if not _PATTERN.search(line.tables.text):
        found = sources.find(line.tables)
        return _labelled([found], line, sources)
    wanted = _wanted(line.tables.text)
    refs = [ref for manifest in _manifests(wanted, sources) for ref in wanted.tables(manifest)]
    if not refs:
        return [], [_nothing(line.tables, sources)]
    return _labelled([sources.find(Part(ref, line.tables.span)) for ref in refs], line, sources)


def _increments(line: Line, sources: Sources) -> tuple[list[Member], list[Diagnostic]]:
    """What each log of one run has added to a growing table, up to the version that is named."""
    whole = sources.find(line.tables)
    if isinstance(whole, Diagnostic):
        return [], [whole]
    store, ref = sources.store, whole.ref
    last = store.manifest(ref.artifact, ref.version)
    found: list[Table | Diagnostic] = []
    for version in sorted(one for one in store.versions(ref.artifact) if one <= ref.version):
        manifest = store.manifest(ref.artifact, version)
        entry = manifest.entries.get(ref.table)
        if manifest.run == last.run and entry is not None and "increment" in entry.info:
            name = f"{manifest.ref}/{ref.table}{INCREMENT}"
            found.append(sources.find(Part(name, line.tables.span)))
    if not found:
        message = f"'{ref.ref}' was not logged with log_mode=\"INCREMENTAL\""
        help_ = f"'artifact {ref.artifact}' takes all versions"
        return [], [Diagnostic(Code.TABLE_UNKNOWN, message, line.tables.span, help_)]
    label = line.label if line.label.text else Part("step {step}", line.tables.span)
    return _labelled(found, replace(line, label=label), sources)


def _wanted(text: str) -> Wanted:
    ref = parse_ref(text)
    return Wanted(ref.artifact, ref.version, ref.table)


def _manifests(wanted: Wanted, sources: Sources) -> Iterator[Manifest]:
    """The artifact versions that are meant, by name and number."""
    store = sources.store
    for name in store.artifacts():
        if not fnmatchcase(name, wanted.name):
            continue
        aliases = store.aliases(name)
        for version in sorted(store.versions(name)):
            manifest = store.manifest(name, version)
            if wanted.holds(manifest, [alias for alias, number in aliases.items() if number == version]):
                yield manifest


def _of_runs(
    line: Line, condition: Part, sources: Sources, core: Core
) -> tuple[list[Member], list[Diagnostic]]:
    """What runs that meet a condition have logged: of each artifact the newest version, or those named."""
    runs = all_runs(sources.store)
    places, problems = (
        matching(core, [row_of(run) for run in runs], condition.text)
        if condition.text
        else (range(len(runs)), [])
    )
    if problems:
        return [], option_diagnostics(problems, {"filter": condition}, condition)
    wanted = _wanted(line.tables.text)
    newest = ":" not in line.tables.text.partition("/")[0]
    found: list[Table | Diagnostic] = []
    of_runs: list[RunFacts] = []
    for place in places:
        for manifest in _logged(runs[place], wanted, sources, newest=newest):
            tables = [sources.find(Part(ref, line.tables.span)) for ref in wanted.tables(manifest)]
            found += tables
            of_runs += [runs[place]] * len(tables)
    if not found:
        return [], [_no_run(line, condition, places, sources)]
    return _labelled(found, line, sources, of_runs)


def _logged(run: RunFacts, wanted: Wanted, sources: Sources, *, newest: bool) -> list[Manifest]:
    """The artifact versions that are meant among those that a run has logged."""
    store = sources.store
    manifests = [store.lookup(ref) for ref in run.logged if fnmatchcase(ref.partition(":")[0], wanted.name)]
    if newest:
        return list({one.name: one for one in sorted(manifests, key=lambda m: m.version)}.values())
    aliases = {one.name: store.aliases(one.name) for one in manifests}
    return [
        one
        for one in manifests
        if wanted.holds(one, [name for name, number in aliases[one.name].items() if number == one.version])
    ]


def _labelled(
    found: Sequence[Table | Diagnostic], line: Line, sources: Sources, runs: Sequence[RunFacts] = ()
) -> tuple[list[Member], list[Diagnostic]]:
    members: list[Member] = []
    problems: list[Diagnostic] = []
    for place, one in enumerate(found):
        if isinstance(one, Diagnostic):
            problems.append(one)
            continue
        run = runs[place] if runs else None
        label = label_of(line.label, one, sources, run)
        if isinstance(label, Diagnostic):
            return [], [label]
        members.append(Member(one, label, line.tables.span))
    return members, list(dict.fromkeys(problems))


def _nothing(tables: Part, sources: Sources) -> Diagnostic:
    """That no table fits a pattern; the nearest name of an artifact, where the name fits none."""
    name, _, version = tables.text.partition("/")[0].partition(":")
    names = sources.store.artifacts()
    fitting = [each for each in names if fnmatchcase(each, name)]
    if not fitting:
        near = did_you_mean(name.strip("*?"), names, what="artifact")
        return Diagnostic(Code.ARTIFACT_UNKNOWN, f"no artifact fits '{name}'", tables.span, near)
    if version_number(version) is None and not any(
        fnmatchcase(f"v{number}", version) for each in fitting for number in sources.store.versions(each)
    ):
        known = sorted({alias for each in fitting for alias in sources.store.aliases(each)})
        help_ = did_you_mean(version, [*known, "v*"], what="version")
        return Diagnostic(Code.VERSION_UNKNOWN, f"no version fits '{tables.text}'", tables.span, help_)
    return Diagnostic(Code.TABLE_UNKNOWN, f"no table fits '{tables.text}'", tables.span)


def _no_run(line: Line, condition: Part, places: Sequence[int], sources: Sources) -> Diagnostic:
    """That no run is meant, or that those that are have logged nothing of the name."""
    if not places:
        span = condition.span if condition.text else line.tables.span
        count = len(all_runs(sources.store))
        return Diagnostic(Code.TABLE_UNKNOWN, f"none of the {count} runs of the store is meant by this", span)
    name = line.tables.text.partition("/")[0].partition(":")[0]
    help_ = did_you_mean(name, sources.store.artifacts(), what="artifact")
    message = f"the {len(places)} runs that are meant have logged no table that fits '{line.tables.text}'"
    return Diagnostic(Code.TABLE_UNKNOWN, message, line.tables.span, help_)
