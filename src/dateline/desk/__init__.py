"""The desk: pages over a record that people keep open, with an API under them."""
