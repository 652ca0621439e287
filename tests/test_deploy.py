"""Publishing a built site to a branch of a real Git remote, and what is checked before."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from reportgen.cli import run as command
from reportgen.deploy import DeployError, Finding, check_site, inventory, page_address, publish
from reportgen.deploy.checks import FILE_ADVICE, FILE_LIMIT
from reportgen.scaffold import new_project

HOME = "/" + "home"
MARKER = {"generator": "reportgen", "tables": [{"ref": "preds:v0", "rows": 3, "files": ["data/a.parquet"]}]}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(site: Path, files: dict[str, str]) -> Path:
    for name, text in {"site.json": json.dumps(MARKER), ".nojekyll": "", **files}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return site


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository with one commit, whose remote is a bare repository beside it."""
    for name, value in {"NAME": "A", "EMAIL": "a@example.org"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    folder = tmp_path / "project"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "project")
    (folder / "index.md").write_text("# Hello\n")
    (folder / ".gitignore").write_text("site/\n*.html\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "First")
    git(folder, "remote", "add", "origin", "../remote.git")
    return folder


def published(project: Path, branch: str = "gh-pages") -> dict[str, str]:
    """The files of the remote's branch."""
    remote = project.parent / "remote.git"
    names = git(remote, "ls-tree", "-r", "--name-only", branch).splitlines()
    return {name: git(remote, "show", f"{branch}:{name}") for name in names}


def test_the_branch_holds_exactly_the_site_and_grows_by_commits(project: Path) -> None:
    site = write(project / "site", {"index.html": "<p>one</p>", "old.html": "x"})
    first = publish(site, project)
    assert published(project).keys() == {"site.json", ".nojekyll", "index.html", "old.html"}
    assert first.commit is not None

    (site / "old.html").unlink()
    write(site, {"index.html": "<p>two</p>", "data/a.txt": "new"})
    second = publish(site, project, message="Again")
    assert second.changes == ("A data/a.txt", "M index.html", "D old.html")
    assert published(project)["index.html"] == "<p>two</p>"
    remote = project.parent / "remote.git"
    assert git(remote, "rev-list", "--parents", "-1", "gh-pages").split() == [second.commit, first.commit]
    assert git(remote, "log", "-1", "--format=%s", "gh-pages") == "Again"


def test_the_authors_repository_stays_as_it_is(project: Path) -> None:
    (project / "index.md").write_text("# Changed\n")
    git(project, "add", "index.md")
    before = [git(project, *command) for command in (("status", "--porcelain"), ("branch", "--list"))]
    publish(write(project / "site", {"index.html": "x"}), project)
    after = [git(project, *command) for command in (("status", "--porcelain"), ("branch", "--list"))]
    assert after == before


def test_the_same_site_is_not_published_twice(project: Path) -> None:
    site = write(project / "site", {"index.html": "x"})
    publish(site, project)
    again = publish(site, project)
    assert (again.changes, again.commit) == ((), None)


def test_a_dry_run_says_what_would_change_and_pushes_nothing(project: Path) -> None:
    site = write(project / "site", {"index.html": "x"})
    planned = publish(site, project, dry_run=True)
    assert planned.changes == ("A .nojekyll", "A index.html", "A site.json")
    assert git(project.parent / "remote.git", "branch", "--list") == ""


def test_somebody_elses_commit_on_the_branch_is_kept_as_history(project: Path) -> None:
    site = write(project / "site", {"index.html": "x"})
    publish(site, project)
    other = project.parent / "other"
    git(project.parent, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "other")
    (other / "CNAME").write_text("example.org")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "-m", "Theirs")
    git(other, "push", "--quiet")
    write(site, {"index.html": "y"})
    publish(site, project)
    assert published(project)["CNAME"] == "example.org", "the custom domain stays"
    messages = git(project.parent / "remote.git", "log", "--format=%s", "gh-pages").splitlines()
    assert messages == ["Publish the site", "Theirs", "Publish the site"]


REFUSALS = [
    ({"remote": "upstream"}, "the repository has no remote 'upstream': there is origin"),
    ({"branch": "main"}, "'main' is the branch that you work on"),
]


@pytest.mark.parametrize(("options", "message"), REFUSALS)
def test_what_cannot_be_published_is_said(project: Path, options: dict[str, str], message: str) -> None:
    site = write(project / "site", {"index.html": "x"})
    with pytest.raises(DeployError, match=message):
        publish(site, project, **options)  # type: ignore[arg-type]


def test_a_project_outside_of_a_repository_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(DeployError, match=r"is in no Git repository: run 'git init'"):
        publish(write(tmp_path / "site", {}), tmp_path)


ADDRESSES = [
    ("git@github.com:Ada/engine.git", "https://ada.github.io/engine/"),
    ("https://github.com/ada/engine", "https://ada.github.io/engine/"),
    ("https://github.com/ada/ada.github.io.git", "https://ada.github.io/"),
    ("ssh://git@github.com/ada/engine.git", "https://ada.github.io/engine/"),
    ("../remote.git", None),
]


@pytest.mark.parametrize(("remote", "address"), ADDRESSES)
def test_where_pages_serves_a_repository(remote: str, address: str | None) -> None:
    assert page_address(remote) == address


BROKEN = "the link to '{}' in 'index.html' is broken: {}"
PAGES = [
    ('<a href="b.html">b</a>', None),
    ('<a href="b.html#part">b</a><a href="#here" id="here">x</a>', None),
    ('<a href="sub/">folder</a><a href="https://example.org/none">out</a>', None),
    ('<b id="panel"></b><a href="#panel~1eyJ2IjoxfQ">a saved view</a>', None),
    (
        '<a href="#pannel~1eyJ2IjoxfQ">a view of nothing</a>',
        BROKEN.format("#pannel~1eyJ2IjoxfQ", "nothing in it is called 'pannel'"),
    ),
    ('<img src="media/no.png">', BROKEN.format("media/no.png", "the site has no such file")),
    ('<a href="b.html#no">b</a>', BROKEN.format("b.html#no", "nothing in it is called 'no'")),
    ('<a href="/b.html">b</a>', BROKEN.format("/b.html", "it starts at the host's root")),
    ('<a href="../b.html">b</a>', BROKEN.format("../b.html", "it leaves the site")),
]


@pytest.mark.parametrize(("html", "message"), PAGES)
def test_links_are_followed(tmp_path: Path, html: str, message: str | None) -> None:
    site = write(
        tmp_path / "site", {"index.html": html, "b.html": '<h2 id="part">P</h2>', "sub/index.html": "x"}
    )
    found = [finding.message for finding in check_site(site)]
    assert len(found) == (message is not None)
    assert all(text.startswith(str(message)) for text in found)


def test_places_on_a_computer_and_large_files_are_named(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": f"<p>{HOME}/ada/secret/data.csv and file:///tmp/x</p>"})
    for name, size in {"big.bin": FILE_LIMIT + 1, "large.bin": FILE_ADVICE + 1}.items():
        with (site / name).open("wb") as file:
            file.truncate(size)
    assert check_site(site) == [
        Finding("error", "'big.bin' has 100.0 MiB: GitHub takes files of up to 100 MiB"),
        Finding("warning", "'large.bin' has 50.0 MiB: GitHub warns of files over 50 MiB"),
        Finding("warning", f"'index.html' names a place on a computer: {HOME}/ada/secret/data.csv"),
        Finding("warning", "'index.html' names a place on a computer: file:///tmp/x"),
    ]


def test_what_becomes_public_is_counted(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "", "media/a.png": "12", "media/b.png": "3"})
    found = inventory(site)
    assert (found.pages, found.tables) == (("index.html",), (("preds:v0", 3),))
    assert (found.media, found.files) == (2, 5)


def test_the_command_builds_checks_tells_and_publishes(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "reportgen.toml").write_text('[project]\ntitle = "Site"\n')
    assert command(["deploy", "github-pages", str(project), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "pages   index.html" in said
    assert "would change 5 files of origin/gh-pages" in said
    assert command(["deploy", "github-pages", str(project)]) == 0
    assert "published: 5 files of origin/gh-pages" in capsys.readouterr().out
    assert "<h1" in published(project)["index.html"]
    assert command(["deploy", "github-pages", str(project)]) == 0
    assert "origin/gh-pages has this site already" in capsys.readouterr().out


def test_the_command_says_what_is_in_the_way(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "reportgen.toml").write_text('[project]\ntitle = "Site"\n')
    assert command(["deploy", "github-pages", str(project), "--remote", "upstream"]) == 1
    assert "error: the repository has no remote 'upstream': there is origin" in capsys.readouterr().err


def test_a_new_project_has_a_workflow_that_publishes_when_it_is_told_to(tmp_path: Path) -> None:
    files = new_project(tmp_path / "new")
    assert ".github/workflows/pages.yml" in files
    workflow = yaml.safe_load((tmp_path / "new" / ".github" / "workflows" / "pages.yml").read_text())
    # YAML takes a bare `on` for a truth value.
    assert workflow[True] == {"workflow_dispatch": None}
    commands = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
    assert commands == [
        "pip install reportgen",
        "python log_example.py",
        "reportgen check --strict",
        "reportgen build --strict",
    ]
    assert (tmp_path / "new" / "log_example.py").is_file()
