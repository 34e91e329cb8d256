"""What lists, counts and searches ask of a record: filtered, sorted, counted and cut into pages by its database."""
