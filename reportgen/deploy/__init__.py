"""A built site goes to where it is served: what is checked before, and how it gets there."""

from reportgen.deploy.checks import Finding, Inventory, check_site, inventory
from reportgen.deploy.git import DeployError, GitError
from reportgen.deploy.github import Published, page_address, publish

__all__ = [
    "DeployError",
    "Finding",
    "GitError",
    "Inventory",
    "Published",
    "check_site",
    "inventory",
    "page_address",
    "publish",
]
