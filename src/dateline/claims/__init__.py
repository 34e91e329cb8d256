"""From a parse and its mentions to claims: events, roles, voices, modality."""
