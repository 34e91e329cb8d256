"""A record in the formats of others: event data sets, maps, spreadsheets, annotation tools, data frames; and corrections back in.

``formats`` says what there is, ``write`` writes it. What a format's own rules do not allow is refused by name and written to a
second file; nothing is lost silently, and no point is invented.
"""
