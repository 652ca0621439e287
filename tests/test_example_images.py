"""The example `images`: logged and built for real, and its facts computed again from what was logged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.store import Store
from reportgen.store.verify import verify
from tests.digits import built_once

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example that has been run and built."""
    return built_once(tmp_path_factory, "images", "log.py").root


def rows(project: Path, reference: str) -> list[dict[str, Any]]:
    store = Store(project / "store")
    return list(store.read_table(store.resolve(reference)).to_pylist())


def words(project: Path) -> str:
    """The page's prose without its tags."""
    page = (project / "site" / "index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_the_numbers_in_the_prose_are_those_of_the_tables(project: Path) -> None:
    coins, text = rows(project, "segmentations"), words(project)
    flooded = [row for row in coins if row["%_coin_watershed"] > 0.9]
    agreeing = [row["agreement"] for row in coins if row not in flooded]
    missed = {
        name: sum(row["missed"] for row in rows(project, f"{name}_detections")) for name in ("fine", "coarse")
    }
    assert f"One photograph of {len(coins)} coins" in text
    assert f"cover everything in {len(flooded)} pictures" in text
    assert f"agree on {100 * sum(agreeing) / len(agreeing):.1f} percent" in text
    assert f"the fine one misses {missed['fine']}, the coarse one {missed['coarse']}." in text
    assert missed["fine"] < missed["coarse"]
    epochs = [rows(project, f"surfaces:v{version}") for version in (0, 4)]
    wrong = [sum(row["truth"] != row["guess"] for row in epoch) for epoch in epochs]
    assert f"wrong after its first epoch and {wrong[1]} after its fifth" in text
    assert f"it gets {wrong[0]} wrong" in text
    coins = [row for row in epochs[1] if row["truth"] == "coin"]
    taken = [row["brightness"] for row in coins if row["guess"] == "gravel"]
    bright = [sum(values) / len(values) for values in (taken, [row["brightness"] for row in coins])]
    assert f"of {bright[0]:.0f} on average, all pieces of coins {bright[1]:.0f}" in text
    assert bright[0] > bright[1] + 20


def test_the_shares_are_those_of_the_masks(project: Path) -> None:
    with reportgen.init(dir=project) as run:
        found = run.use_artifact("segmentations:latest").get("segmentations")
    columns = {name: found.get_column(name) for name in found.columns}
    for method in ("threshold", "watershed"):
        for image, coin, background in zip(
            columns[method], columns[f"%_coin_{method}"], columns[f"%_background_{method}"], strict=True
        ):
            mask = image.masks[method].to_numpy()
            assert coin == pytest.approx(float((mask == 1).mean()), abs=1e-4)
            assert background == pytest.approx(float((mask == 0).mean()), abs=1e-4)
            assert dict(image.classes) == {0: "background", 1: "coin"}


def test_pictures_are_stored_once_however_many_tables_show_them(project: Path) -> None:
    digests = {row["image"]["sha256"] for row in rows(project, "photos/sheets")}
    for name in ("fine_detections", "coarse_detections"):
        assert {row["image"]["sha256"] for row in rows(project, name)} == digests
    assert verify(Store(project / "store")) == []


def test_the_lineage_says_who_made_what_of_what(project: Path) -> None:
    store = Store(project / "store")
    for name, run in {"segmentations": "segment", "fine_detections": "fine"}.items():
        manifest = store.lookup(name)
        assert (manifest.run, list(manifest.used)) == (run, ["photos:v0"])


def test_the_panels_show_boxes_of_both_kinds(project: Path) -> None:
    page = (project / "site" / "index.html").read_text("utf-8")
    payload = re.search(r'<script[^>]*id="reportgen-page"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert payload
    coarse = json.loads(payload[1])["panels"]["coarse"]["answer"]
    image = coarse["rows"][0][[c["name"] for c in coarse["columns"]].index("image")]
    found, faces, missed = (
        coarse["rows"][0][[c["name"] for c in coarse["columns"]].index(name)]
        for name in ("found", "faces", "missed")
    )
    layers = [box["layer"] for box in image["boxes"]]
    assert (layers.count("truth"), layers.count("detected")) == (faces, found)
    assert missed > 0
