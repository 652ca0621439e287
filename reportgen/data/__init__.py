"""What people log and read back: tables, media, artifacts and runs."""
