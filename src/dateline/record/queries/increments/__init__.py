"""An answer brought up to what came in since, by what it was worked out from: only what dispatches touch is made new."""
