"""Values of other libraries that become media by themselves when they are put into a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.data.media.base import Media
from reportgen.data.media.chart import Bokeh, Plotly, Vega
from reportgen.data.media.image import Image
from reportgen.data.media.molecule import Molecule

_RULES: tuple[tuple[str, str, Callable[[Any], Media]], ...] = (
    ("PIL", "getbands", Image),
    ("matplotlib", "savefig", Image),
    ("plotly", "to_plotly_json", Plotly),
    ("altair", "to_dict", Vega),
    ("bokeh", "add_root", Bokeh),
    ("bokeh", "references", Bokeh),
    ("rdkit", "GetAtoms", Molecule.from_rdkit),
)
"""Library, a method that tells its pictures and charts from its other values, and what makes media of them.

They are known by where their class comes from, so that no library is imported to ask.
"""


def as_media(value: object) -> Media | None:
    """The medium that a value is or becomes (a PIL image, a figure, a chart, a molecule), or None.

    Raises:
        ValueError: It is of such a kind and cannot be kept.
    """
    if isinstance(value, Media):
        return value
    libraries = {base.__module__.partition(".")[0] for base in type(value).__mro__}
    for library, method, make in _RULES:
        if library in libraries and callable(getattr(value, method, None)):
            return make(value)
    return None
