"""GitHub Pages from a branch: the site becomes a commit, and the commit is pushed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.deploy.git import DeployError, GitError, Repository

BRANCH, REMOTE = "gh-pages", "origin"

_GITHUB = re.compile(r"github\.com[:/](?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?$")


@dataclass(frozen=True, slots=True)
class Published:
    """What was pushed, or would be."""

    changes: tuple[str, ...]
    """A line a file, such as `M index.html`; none when the branch has this site already."""
    commit: str | None
    """The commit that the branch is at now; None where nothing was pushed."""
    address: str | None
    """Where the site is to be seen, if the remote is on GitHub."""


def page_address(remote_url: str) -> str | None:
    """Where GitHub Pages serves the repository behind a remote; None where it is no GitHub repository."""
    found = _GITHUB.search(remote_url)
    if found is None:
        return None
    host = f"{found['owner'].lower()}.github.io"
    return f"https://{host}/" if found["name"].lower() == host else f"https://{host}/{found['name']}/"


def publish(
    site: Path,
    project: Path,
    *,
    branch: str = BRANCH,
    remote: str = REMOTE,
    message: str = "Publish the site",
    dry_run: bool = False,
) -> Published:
    """Make a branch of a remote hold exactly the files of a built site, and the `CNAME` that it had.

    The commit follows the one that the branch is at; nothing is forced, and the author's working tree, index
    and branches stay as they are.

    Args:
        site: The built site.
        project: The project's folder, which lies in the author's repository.
        branch: The branch to publish to.
        remote: The remote to push to.
        message: The commit's message.
        dry_run: Only say what would change.

    Raises:
        DeployError: There is no repository, no such remote, or the branch is the one that is checked out.
        GitError: Git refused.
    """
    repository = Repository(project)
    address = page_address(repository.remote_url(remote))
    _check_branch(repository, branch)
    head = repository.remote_head(remote, branch)
    # The settings page of GitHub puts the name of a custom domain there.
    tree = repository.tree_of(site, kept=(repository.git("ls-tree", head, "CNAME") or None) if head else None)
    before = repository.git("rev-parse", f"{head}^{{tree}}") if head else None
    changes = tuple(repository.changes(before, tree)) if before != tree else ()
    if dry_run or not changes:
        return Published(changes, None, address)
    commit = repository.commit(tree, head, message)
    repository.git("push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
    return Published(changes, commit, address)


def _check_branch(repository: Repository, branch: str) -> None:
    try:
        current = repository.git("symbolic-ref", "--quiet", "--short", "HEAD")
    except GitError:  # no branch is checked out, so none is in danger
        return
    if branch == current:
        raise DeployError(
            f"'{branch}' is the branch that you work on, and publishing would replace its files: "
            "choose another with --branch"
        )
