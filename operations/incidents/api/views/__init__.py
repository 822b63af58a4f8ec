"""The views, by who uses them."""
