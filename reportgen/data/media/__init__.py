"""Media that cells can hold, one file a kind."""
