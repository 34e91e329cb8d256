"""Speech: who said what with which words.

``find`` gives all attributions of a document; ``accusations`` those that verbs of accusing add once the frames are known;
``attribution`` is one of them as spans of characters.
"""

from __future__ import annotations

from dateline.claims.speech.accusations import of_frames as accusations
from dateline.claims.speech.attribute import find
from dateline.claims.speech.spans import attribution

__all__ = ["accusations", "attribution", "find"]
