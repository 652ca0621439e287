"""Measurements of a built site beside the stock engine, for maintainers. See README.md."""
