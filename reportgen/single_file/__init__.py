"""A whole site in one HTML file that opens from disk."""

from reportgen.single_file.output import SingleFile, SingleFileOutput
from reportgen.single_file.weight import HEAVY

__all__ = ["HEAVY", "SingleFile", "SingleFileOutput"]
