"""Reading lead lists from other systems: file -> table -> columns -> rows -> decisions. Nothing here writes a lead."""
