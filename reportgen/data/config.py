"""A run's settings: read from wherever people keep them, and then a dict with attributes."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from reportgen.data.settings import Settings


class Config(Settings):
    """The settings of a run: a dict whose values, at any depth, can be read and set as attributes too."""

    def __init__(self, values: Mapping[Any, Any] | None = None) -> None:
        super().__init__()
        self.update(values or {})

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(str(key), _nested(value))

    def update(self, *values: Any, allow_val_change: bool | None = None, **more: Any) -> None:
        """Set several, as `dict.update` does. `allow_val_change` is accepted: values can always change."""
        for key, value in dict(*map(read_config, values), **more).items():
            self[key] = value

    def setdefaults(self, values: Any, allow_val_change: bool | None = None) -> None:
        """Set those that are not set yet."""
        for key, value in read_config(values).items():
            self.setdefault(str(key), _nested(value))

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain dicts."""
        return {key: value.as_dict() if isinstance(value, Config) else value for key, value in self.items()}


def read_config(source: Any) -> dict[str, Any]:
    """Settings as a dict.

    Args:
        source: A dict, a dataclass, a path of a YAML or JSON file, pairs, anything with attributes (such as
            an argparse namespace), or None.

    Raises:
        ValueError: The file cannot be read or holds no settings, or the value has none.
    """
    if source is None:
        return {}
    if isinstance(source, (str, os.PathLike)):
        return _read_file(Path(os.fspath(source)))
    if isinstance(source, Mapping):
        return {str(key): value for key, value in source.items()}
    if dataclasses.is_dataclass(source) and not isinstance(source, type):
        return dataclasses.asdict(source)
    if hasattr(source, "__dict__"):
        return {str(key): value for key, value in vars(source).items()}
    if isinstance(source, Iterable):
        return {str(key): value for key, value in source}
    raise ValueError(f"settings cannot be read from a {type(source).__name__}: give a dict or a namespace")


def chosen(settings: dict[str, Any], include: Container[str] | None, exclude: Container[str] | None) -> Any:
    """The settings that are to be kept."""
    return {
        key: value
        for key, value in settings.items()
        if (not include or key in include) and (not exclude or key not in exclude)
    }


def _read_file(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"cannot read settings from {str(path)!r}: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"cannot read settings from {str(path)!r}: it holds no keys and values")
    # W&B's own file of settings has {"value": …, "desc": …} under each key.
    wrapped = {key: v for key, v in data.items() if isinstance(v, dict) and v.keys() <= {"value", "desc"}}
    return {str(key): wrapped[key].get("value") if key in wrapped else v for key, v in data.items()}


def _nested(value: Any) -> Any:
    return Config(value) if isinstance(value, Mapping) and not isinstance(value, Config) else value
