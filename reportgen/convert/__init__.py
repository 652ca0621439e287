"""One file a format, in and out of Arrow."""
