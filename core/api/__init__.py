"""What every app's API shares: rights, pages, limits, description."""
