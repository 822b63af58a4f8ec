"""Who is on call in the demo."""
