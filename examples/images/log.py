"""Segment coins, look for faces and tell surfaces apart, and log what each method says.

The pictures come with scikit-image, so nothing is downloaded. Five runs, as in real work: one logs the data
set, one segments, each of two detectors has its own, and one trains a network (surfaces.py). Masks and boxes
refer to the pictures of the data set instead of copying them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import data, filters, measure, morphology, segmentation, transform
from skimage.feature import Cascade
from surfaces import log_surfaces

import reportgen

Pixels = NDArray[Any]

PARTS = reportgen.Classes([{"id": 0, "name": "background"}, {"id": 1, "name": "coin"}])
FACES = reportgen.Classes([{"id": 1, "name": "face"}, {"id": 2, "name": "detection"}])
MARGIN = 4
"""Pixels around a coin in its picture."""
CELL, ROWS, COLUMNS = 64, 4, 5
"""A sheet of patches: the size of a place in pixels, and how many places it has."""
SHEETS = 24


@dataclass(frozen=True)
class Box:
    """A face on a sheet, in pixels."""

    x: int
    y: int
    size: int
    score: float | None = None

    def logged(self, class_id: int) -> dict[str, Any]:
        """The box as an Image takes it."""
        position = {
            "minX": self.x,
            "maxX": self.x + self.size,
            "minY": self.y,
            "maxY": self.y + self.size,
        }
        box = {"position": position, "domain": "pixel", "class_id": class_id}
        return box | ({"scores": {"size": self.score}} if self.score is not None else {})

    def meets(self, other: Box) -> bool:
        """Whether the boxes share at least a third of the area that they cover together."""
        width = min(self.x + self.size, other.x + other.size) - max(self.x, other.x)
        height = min(self.y + self.size, other.y + other.size) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return False
        shared = width * height
        return shared / (self.size**2 + other.size**2 - shared) >= 1 / 3


@dataclass(frozen=True)
class Detector:
    """How a cascade of classifiers is moved over a sheet."""

    name: str
    scale_factor: float
    """The ratio of one window size to the next: the smaller, the more sizes are tried."""


DETECTORS = (Detector("fine", scale_factor=1.1), Detector("coarse", scale_factor=1.6))


def threshold(picture: Pixels) -> Pixels:
    """1 where a pixel is brighter than Otsu's threshold of the whole picture."""
    return np.asarray(picture > filters.threshold_otsu(picture), dtype=np.uint8)


def watershed(picture: Pixels) -> Pixels:
    """1 inside the edges that flooding from the darkest and the brightest places finds."""
    markers = np.zeros(picture.shape, dtype=np.int32)
    markers[picture < 30], markers[picture > 150] = 1, 2
    flooded = segmentation.watershed(filters.sobel(picture), markers)
    return np.asarray(ndimage.binary_fill_holes(flooded == 2), dtype=np.uint8)


METHODS = {"threshold": threshold, "watershed": watershed}


def overlap(one: Pixels, other: Pixels) -> float:
    """The area that both masks call coin over the area that either does."""
    return float(np.logical_and(one, other).sum() / max(np.logical_or(one, other).sum(), 1))


def coins(picture: Pixels) -> Iterator[tuple[slice, slice]]:
    """Where each coin is, in reading order."""
    labels = measure.label(morphology.opening(watershed(picture), morphology.disk(3)))
    regions = [region for region in measure.regionprops(labels) if region.area > 500]
    height = picture.shape[0] / 4
    for region in sorted(regions, key=lambda r: (int(r.centroid[0] // height), r.centroid[1])):
        top, left, bottom, right = region.bbox
        yield (
            slice(max(top - MARGIN, 0), min(bottom + MARGIN, picture.shape[0])),
            slice(max(left - MARGIN, 0), min(right + MARGIN, picture.shape[1])),
        )


def sheets() -> Iterator[tuple[Pixels, list[Box]]]:
    """Sheets of small photographs, some of them of faces, and where the faces are."""
    random = np.random.default_rng(7)
    patches = data.lfw_subset()  # 100 faces, then 100 pictures of other things
    for _ in range(SHEETS):
        sheet, boxes = np.full((ROWS * CELL, COLUMNS * CELL), 0.5), []
        for place in range(ROWS * COLUMNS):
            is_face, size = random.random() < 0.4, int(random.integers(30, CELL - 4))
            patch = patches[random.integers(100) + (0 if is_face else 100)]
            y = place // COLUMNS * CELL + int(random.integers(CELL - size))
            x = place % COLUMNS * CELL + int(random.integers(CELL - size))
            sheet[y : y + size, x : x + size] = transform.resize(patch, (size, size), anti_aliasing=False)
            boxes += [Box(x, y, size)] if is_face else []
        yield (sheet * 255).round().astype(np.uint8), boxes


def detect(detector: Detector, cascade: Cascade, sheet: Pixels) -> list[Box]:
    """The faces that a detector sees on a sheet."""
    found = cascade.detect_multi_scale(
        img=np.dstack([sheet] * 3),
        scale_factor=detector.scale_factor,
        step_ratio=1,
        min_size=(26, 26),
        max_size=(CELL, CELL),
    )
    boxes = [Box(int(f["c"]), int(f["r"]), int(f["width"]), round(f["width"] / CELL, 2)) for f in found]
    return sorted(boxes, key=lambda box: (box.y, box.x))


def log_photos() -> None:
    """The data set: one picture a coin, and sheets with the truth about their faces."""
    with reportgen.init(project="images", id="collect", job_type="collect") as run:
        picture = data.coins()
        whole = reportgen.Table(columns=["id", "image"])
        for number, place in enumerate(coins(picture)):
            whole.add_data(f"coin-{number:02d}", reportgen.Image(picture[place]))
        faces = reportgen.Table(columns=["id", "image", "faces"])
        for number, (sheet, boxes) in enumerate(sheets()):
            layer = {"truth": {"box_data": [box.logged(1) for box in boxes]}}
            faces.add_data(
                f"sheet-{number:02d}", reportgen.Image(sheet, boxes=layer, classes=FACES), len(boxes)
            )
        photos = reportgen.Artifact("photos", type="dataset", description="Coins, and sheets with faces")
        photos.add(PARTS, "parts")
        photos.add(whole, "coins")
        photos.add(faces, "sheets")
        run.log_artifact(photos)


def log_segmentations() -> None:
    """Each coin with the masks of both methods, the share of each class, and how far the masks agree."""
    with reportgen.init(project="images", id="segment", job_type="segment") as run:
        photos = run.use_artifact("photos:latest").get("coins")
        shares = [f"%_{part}_{method}" for method in METHODS for part in ("background", "coin")]
        table = reportgen.Table(columns=["id", "image", *METHODS, *shares, "agreement"])
        for _, (name, image) in photos.iterrows():
            masks = {method: segment(image.to_numpy()) for method, segment in METHODS.items()}
            pictures = [
                reportgen.Image(image, masks={method: {"mask_data": mask}}, classes=PARTS)
                for method, mask in masks.items()
            ]
            coin = [float(mask.mean()) for mask in masks.values()]
            cells = [round(share, 4) for value in coin for share in (1 - value, value)]
            table.add_data(name, image, *pictures, *cells, round(overlap(*masks.values()), 4))
        run.log({"segmentations": table})


def log_detections(detector: Detector, cascade: Cascade) -> None:
    """Each sheet with what is true and what the detector sees, and how many faces it missed or made up."""
    config = {"scale_factor": detector.scale_factor}
    with reportgen.init(project="images", id=detector.name, job_type="detect", config=config) as run:
        photos = run.use_artifact("photos:latest").get("sheets")
        table = reportgen.Table(columns=["id", "image", "faces", "found", "missed", "extra"])
        truths = dict(zip((f"sheet-{n:02d}" for n in range(SHEETS)), (t for _, t in sheets()), strict=True))
        for _, (name, image, faces) in photos.iterrows():
            seen, truth = detect(detector, cascade, image.to_numpy()), truths[name]
            layers = {
                "truth": {"box_data": [box.logged(1) for box in truth]},
                "detected": {"box_data": [box.logged(2) for box in seen]},
            }
            missed = sum(not any(box.meets(other) for other in seen) for box in truth)
            extra = sum(not any(box.meets(other) for other in truth) for box in seen)
            pictured = reportgen.Image(image, boxes=layers, classes=FACES)
            table.add_data(name, pictured, faces, len(seen), missed, extra)
        run.log({f"{detector.name}_detections": table})
        print(f"{detector.name}: {sum(table.get_column('missed'))} faces missed", flush=True)


def main() -> None:
    """Log the data set, then what each method makes of it."""
    log_photos()
    log_segmentations()
    cascade = Cascade(data.lbp_frontal_face_cascade_filename())
    for detector in DETECTORS:
        log_detections(detector, cascade)
    log_surfaces()


if __name__ == "__main__":
    main()
