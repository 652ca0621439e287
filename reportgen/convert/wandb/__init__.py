"""W&B's own files: downloaded artifacts, tables, and the logs of offline runs.

Source: the files that its Python package (0.31) writes, and the package's source.
"""
