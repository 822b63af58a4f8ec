"""Business facts for the demo: three months in three territories, with enough amiss to have something to look into."""
