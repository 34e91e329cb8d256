"""Many readings, one memory: kept, joined and judged, and answering as of any day."""
