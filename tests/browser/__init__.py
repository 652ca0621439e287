"""Built sites in a real Chromium."""
