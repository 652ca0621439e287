"""Names that scripts written for W&B use of the module itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportgen
import reportgen.configuration


def test_the_module_has_the_settings_and_the_summary_of_the_current_run(tmp_path: Path) -> None:
    with reportgen.init(dir=tmp_path, config={"lr": 0.1}) as run:
        assert reportgen.config.lr == 0.1
        reportgen.config.update({"epochs": 3})
        reportgen.log({"loss": 0.5})
        assert reportgen.summary["loss"] == 0.5
        assert run.config["epochs"] == 3


@pytest.mark.parametrize("name", ["config", "summary"])
def test_without_a_run_there_is_none_to_speak_of(name: str) -> None:
    reportgen.finish()
    with pytest.raises(RuntimeError, match=f"call reportgen.init\\(\\) before reportgen.{name}"):
        getattr(reportgen, name)


def test_there_is_no_account_to_log_in_to() -> None:
    assert reportgen.login(key="anything") is True


def test_no_public_name_is_that_of_a_submodule() -> None:
    modules = {path.stem for path in Path(reportgen.__path__[0]).iterdir()}
    assert not {*reportgen.__all__, "config", "run", "summary"} & modules - {"data_types"}
