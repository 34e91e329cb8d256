"""From bytes to parsed sentences: intake, blocks, damage, parse, clauses."""
