"""A checked spreadsheet back into the record: what was changed becomes judgements; what cannot be followed is said by row and column."""
