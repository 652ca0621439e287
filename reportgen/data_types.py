"""Every type of data that can be put into a cell or an artifact, under the name that people import."""

from __future__ import annotations

from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.media.audio import Audio
from reportgen.data.media.boxes import BoundingBoxes2D, Box
from reportgen.data.media.chart import Bokeh, Plotly, Vega
from reportgen.data.media.classes import Classes
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.image import Image
from reportgen.data.media.markdown import Markdown
from reportgen.data.media.mask import ImageMask
from reportgen.data.media.molecule import Molecule
from reportgen.data.media.object3d import Object3D
from reportgen.data.media.video import Video
from reportgen.data.table import Table

__all__ = [
    "Audio",
    "Bokeh",
    "BoundingBoxes2D",
    "Box",
    "Classes",
    "Histogram",
    "Html",
    "Image",
    "ImageMask",
    "JoinedTable",
    "Markdown",
    "Molecule",
    "Object3D",
    "PartitionedTable",
    "Plotly",
    "Table",
    "Vega",
    "Video",
]
