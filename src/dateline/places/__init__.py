"""Places: the names that stand in a dispatch, and where on the map they lie."""
