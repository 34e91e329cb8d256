"""A situation report made of a record: every sentence comes from claims and is footnoted to dispatch, outlet, date and words."""
