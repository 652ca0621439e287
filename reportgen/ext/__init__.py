"""Saved views where people write: Sphinx, MkDocs and notebooks. Each module needs the tool that it is for."""
