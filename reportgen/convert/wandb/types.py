"""W&B's type nodes, `{"wb_type": NAME, "params": {…}}`: which type a value has, and what a column is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Node: TypeAlias = Mapping[str, Any]

_LEGACY = {
    "dictionary": "typedDict",
    "object": "pythonObject",
    "wandb.Image": "image-file",
    "wandb.Audio": "audio-file",
    "wandb.Video": "video-file",
    "wandb.Html": "html-file",
    "wandb.Bokeh": "bokeh-file",
    "wandb.Object3D": "object3D-file",
    "wandb.Table": "table",
    "wandb.JoinedTable": "joined-table",
    "wandb.PartitionedTable": "partitioned-table",
    "wandb.TablePrimaryKey": "primaryKey",
    "wandb.TableForeignKey": "foreignKey",
    "wandb.TableForeignIndex": "foreignIndex",
    "wandb.Classes_id": "classesId",
    "wandb.Molecule": "molecule-file",
}
_EMPTY: Node = {"wb_type": "any"}


def name_of(node: Node) -> str:
    """The name of a node's type, as it is written today."""
    name = str(node.get("wb_type", "any"))
    return _LEGACY.get(name, name)


def params_of(node: Node) -> Mapping[str, Any]:
    """The parameters of a node."""
    params = node.get("params")
    return params if isinstance(params, Mapping) else {}


def allowed(node: Node) -> list[Node]:
    """The types that a node allows, nulls aside: of a union its members, else itself."""
    if name_of(node) != "union":
        return [] if name_of(node) == "none" else [node]
    members = params_of(node).get("allowed_types", ())
    return [found for member in members if isinstance(member, Mapping) for found in allowed(member)]


def only(node: Node) -> Node:
    """The one type that a node allows, nulls aside, or that of anything."""
    found = allowed(node)
    return found[0] if len(found) == 1 else _EMPTY


def find(node: Node, name: str) -> Node | None:
    """The first of the types that a node allows that has a name."""
    return next((member for member in allowed(node) if name_of(member) == name), None)


def element_type(node: Node) -> Node:
    """The type of the items of a list."""
    listed = find(node, "list")
    inner = params_of(listed).get("element_type") if listed else None
    return inner if isinstance(inner, Mapping) else _EMPTY


def field_type(node: Node, key: str) -> Node:
    """The type of a key of a dict."""
    named = find(node, "typedDict")
    inner = (params_of(named).get("type_map") or {}).get(key) if named else None
    return inner if isinstance(inner, Mapping) else _EMPTY


def is_timestamp(node: Node) -> bool:
    """Whether numbers of this type are milliseconds since 1970."""
    names = {name_of(member) for member in allowed(node)}
    return names == {"timestamp"} or (names == {"pythonObject"} and _class_name(only(node)) == "Timestamp")


def _class_name(node: Node) -> str:
    return str(params_of(node).get("class_name", "")).rpartition(".")[2]


def column_type(column_types: object, name: object) -> Node:
    """The type of a column of a table, by the name that it has in the file.

    Whole numbers as names stand as text in the types, in files of old as `0.0`.
    """
    root = column_types if isinstance(column_types, Mapping) else {}
    types = params_of(root).get("type_map") or {}
    for key in (str(name), f"{name}.0"):
        if isinstance(types.get(key), Mapping):
            found: Node = types[key]
            return found
    return _EMPTY


def const(value: object) -> Any:
    """The value of a `const` node, or the value itself."""
    if isinstance(value, Mapping) and value.get("wb_type") == "const":
        return params_of(value).get("val")
    return value


def class_maps(node: Node) -> Iterator[tuple[str, Any]]:
    """The maps of class names in a type of images: `("box", {"layer": {"0": "cat"}})`, "mask" and "image"."""
    image = find(node, "image-file")
    params = params_of(image) if image else {}
    keys = {"box": "box_class_maps", "mask": "mask_class_maps", "image": "class_map"}
    for what, key in keys.items():
        if isinstance(found := const(params.get(key)), Mapping):
            yield what, found


_SIMPLE: Mapping[str, dict[str, Any]] = {
    "string": {"kind": "text"},
    "number": {"kind": "float", "bits": 64},
    "boolean": {"kind": "boolean"},
}
_MEDIA = {
    "image-file": "image",
    "audio-file": "audio",
    "video-file": "video",
    "html-file": "html",
    "object3D-file": "object3d",
    "molecule-file": "molecule",
    "bokeh-file": "chart",
    "plotly-file": "chart",
    "histogram": "histogram",
}


def media_kind(name: str) -> str | None:
    """Our kind of a medium of theirs."""
    return _MEDIA.get(_LEGACY.get(name, name))


def hint(node: Node) -> dict[str, Any] | None:
    """The column type that a node says, for columns whose values do not say it."""
    inner = only(node)
    name = name_of(inner)
    if is_timestamp(node):
        return {"kind": "timestamp", "utc": True}
    if name in _SIMPLE:
        return dict(_SIMPLE[name])
    kind = media_kind(name)
    return {"kind": kind} if kind else None
