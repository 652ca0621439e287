"""What `define_metric` says of the numbers that a run logs, and the summary that follows from it."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.diagnostics import did_you_mean

SUMMARIES = ("last", "first", "min", "max", "mean", "best", "copy", "none")
"""What can be said of a metric's summary; `copy` is `last`, and `best` goes by the metric's `goal`."""


class Metrics:
    """The rules for metrics of a run, and the summary of what was logged under them."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]], summary: dict[str, Any]) -> None:
        self.rules: dict[str, dict[str, Any]] = {name: dict(rule) for name, rule in rules.items()}
        self._summary = summary
        self._means: dict[str, tuple[float, int]] = {}

    def define(self, name: str, step_metric: str | None, summary: str | None, goal: str | None) -> None:
        """Add or replace the rule for a metric, or for all that a pattern with `*` matches.

        Raises:
            ValueError: A word is none that `summary` or `goal` can be.
        """
        words = [word.strip() for word in summary.split(",")] if summary else []
        for word in words:
            if word not in SUMMARIES:
                help = did_you_mean(word, SUMMARIES, what="summary")
                raise ValueError(f"summary={summary!r} of the metric {name!r} is not known; {help}")
        if goal not in (None, "minimize", "maximize"):
            raise ValueError(
                f"goal={goal!r} of the metric {name!r} is not known: use 'minimize' or 'maximize'"
            )
        self.rules[name] = {"step_metric": step_metric, "summary": words, "goal": goal}

    def rule(self, name: str) -> Mapping[str, Any]:
        """The rule for a metric: its own, else the first pattern that matches."""
        if name in self.rules:
            return self.rules[name]
        found = (rule for pattern, rule in self.rules.items() if fnmatch.fnmatchcase(name, pattern))
        return next(found, {})

    def keeps_no_summary(self, name: str) -> bool:
        """Whether the rule says that the metric has no summary."""
        return "none" in self.rule(name).get("summary", ())

    def saw(self, values: Mapping[str, Any]) -> None:
        """Bring the summary up to date with what was logged."""
        for name, value in values.items():
            rule = self.rule(name)
            words = [_by_goal(word, rule) for word in rule.get("summary", ())]
            if not words:
                self._summary[name] = value
            elif "none" not in words and (kept := self._kept(name, value, words)) is not None:
                self._summary[name] = kept

    def replay(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """See again what an earlier life of the run has logged after it was saved for the last time."""
        for line in lines:
            self.saw(line)

    def _kept(self, name: str, value: Any, words: list[str]) -> Any:
        if words == ["last"]:
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            return None
        old = self._summary.get(name)
        old = old if isinstance(old, dict) else {}
        return {word: self._word(name, word, value, old.get(word)) for word in words}

    def _word(self, name: str, word: str, value: float, old: Any) -> Any:
        if word == "mean":
            total, count = self._means.get(name, (0.0, 0))
            self._means[name] = (total + value, count + 1)
            return (total + value) / (count + 1)
        if old is None or word == "last":
            return value
        return {"first": old, "min": min(old, value), "max": max(old, value)}[word]


def _by_goal(word: str, rule: Mapping[str, Any]) -> str:
    if word == "best":
        return "max" if rule.get("goal") == "maximize" else "min"
    return "last" if word == "copy" else word
