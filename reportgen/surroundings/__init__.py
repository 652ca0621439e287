"""What stands around the reports: the page on how the site was made, the feed, comments."""

from reportgen.surroundings.around import Around, around, write_surroundings

__all__ = ["Around", "around", "write_surroundings"]
