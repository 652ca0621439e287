"""The author's Git, run as they would run it: their configuration, their keys."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path


class DeployError(Exception):
    """The site cannot be published; the message says why and what to do."""


class GitError(DeployError):
    """Git refused; its own words are in the message."""


class Repository:
    """The Git repository that a folder lies in.

    Args:
        folder: A folder inside of its working tree.

    Raises:
        DeployError: Git is not installed, or the folder is in no repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self.root = Path(self.git("rev-parse", "--show-toplevel"))
        except FileNotFoundError:
            raise DeployError("git is not installed: it is needed to publish to a branch") from None
        except GitError:
            message = f"'{folder}' is in no Git repository: run 'git init', and 'git remote add origin …'"
            raise DeployError(message) from None

    def git(self, *arguments: str, index: Path | None = None, tree: Path | None = None) -> str:
        """What a Git command prints, without the last line end; `index` and `tree` replace Git's own."""
        environment = dict(os.environ)
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        if tree is not None:
            environment["GIT_DIR"] = self.git("rev-parse", "--absolute-git-dir")
            environment["GIT_WORK_TREE"] = str(tree)
        done = subprocess.run(
            ["git", *arguments],
            cwd=tree or self._folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
            raise GitError(f"git {arguments[0]} failed: {said}")
        return done.stdout.rstrip("\n")

    def remote_url(self, remote: str) -> str:
        """Where a remote is."""
        known = self.git("remote").split()
        if remote not in known:
            there = f"there is {', '.join(known)}" if known else "there is none"
            raise DeployError(f"the repository has no remote '{remote}': {there}; 'git remote add' makes one")
        return self.git("remote", "get-url", remote)

    def remote_head(self, remote: str, branch: str) -> str | None:
        """The commit that a branch of the remote is at, fetched; None where there is no such branch."""
        listed = self.git("ls-remote", remote, f"refs/heads/{branch}")
        if not listed:
            return None
        self.git("fetch", "--quiet", "--no-tags", remote, f"refs/heads/{branch}")
        return listed.split()[0]

    def tree_of(self, folder: Path, kept: str | None = None) -> str:
        """The tree object of a folder's files; neither the index nor the working tree is touched.

        `kept` is a line of `git ls-tree`: a file that stays, unless the folder has one of its name.
        """
        with tempfile.TemporaryDirectory() as scratch:
            index = Path(scratch, "index")
            if kept is not None:
                mode, _, blob, name = kept.split(None, 3)
                self.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}", index=index)
            # Ignore rules of the author's are about the repository, not about the site.
            self.git("add", "--force", "--ignore-removal", ".", index=index, tree=folder)
            return self.git("write-tree", index=index)

    def commit(self, tree: str, parent: str | None, message: str) -> str:
        """A commit of a tree."""
        parents = ["-p", parent] if parent else []
        return self.git("commit-tree", tree, *parents, "-m", message)

    def changes(self, old: str | None, new: str) -> list[str]:
        """The files that differ between two trees, each with a letter: A added, M changed, D deleted."""
        if old is None:
            return [f"A {name}" for name in self.git("ls-tree", "-r", "--name-only", new).splitlines()]
        listed = self.git("diff-tree", "-r", "--name-status", "--no-renames", old, new)
        return [line.replace("\t", " ") for line in listed.splitlines()]
