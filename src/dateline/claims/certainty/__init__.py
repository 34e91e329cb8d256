"""Certainty: how sure the text is of an event, and what it makes of an event that is only planned or announced."""
