"""Kinds of nouns from WordNet for the nouns that classes.toml does not have: persons, vehicles, buildings.

    python bench/tools/nouns.py FOLDER > src/dateline/lexicon/data/classes-nouns.toml

FOLDER holds WordNet's data.noun, index.noun, index.verb, index.adj and index.adv (Debian: the package wordnet-base). A noun
counts by its first sense, as a person where ``person`` is above it; nouns that are first of all verbs, adjectives or adverbs are
left out, names and words that the dictionary calls offensive too, and those of ``NOT_FIRST``, whose first sense is not the one
of news.
"""

from __future__ import annotations

import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CLASSES = Path(__file__).parents[2] / "src/dateline/lexicon/data/classes.toml"
AGENTS = ("er", "or", "ist", "eer", "man", "woman", "smith", "wright", "herd", "ian")
PEOPLE = (*AGENTS, "ee", "ess", "monger")
ABOVE = (("person", "person"), ("vehicle", "vehicle"), ("building", "facility"), ("establishment", "facility"))
SHORTEST = 4
UNFIT = re.compile(r"slur|offensive|disparag|derog|obscen|ethnic|archaic|obsolete")
NOT_FIRST = frozenset(
    """abo auto automatic automobile better bomber boner booster bumper burner buster calculator casualty chased chokey choky
    chosen cleaners closer contra converter cooker cooler cottage counter cracker dear dive don earlier either electric elder
    escort fighter finisher fodder former fossil freezer gainer grill have hearse heater hog hood inger inner invalid jug juke
    juggernaut junior kicker lass later latter launch locator longer lower mainstay major mam marker matter men minor minster
    never noncompliant number order ostrich other outer ouster over pokey poky poster prey primitive prior quad referral resort
    ringer rip rogue router runner savage senior server sir slicker sooner spoiler stable stalls sticker stiff stinker
    subsidiary sweater tackle technical timer trailer transformer under upper utter wally worse""".split()
)
HEAD = """\
# Nouns that classes.toml does not have, by the first sense that WordNet 3.0 gives them. Made by bench/tools/nouns.py; put words
# that you add or take away into classes.toml or that tool. WordNet is copyright 2006 by Princeton University; see NOTICE.
"""


class Sense(NamedTuple):
    """One sense of a noun: what stands above it, whether it is a name, its definition."""

    above: tuple[str, ...]
    named: bool
    gloss: str


def senses(folder: Path) -> dict[str, Sense]:
    """The senses by their place in data.noun."""
    found = {}
    for line in _rows(folder / "data.noun"):
        fields, _, gloss = line.partition(" | ")
        parts = fields.split()
        at = 4 + 2 * int(parts[3], 16)
        links = [(parts[at + 1 + 4 * n], parts[at + 2 + 4 * n]) for n in range(int(parts[at]))]
        above = tuple(target for sign, target in links if sign in ("@", "@i"))
        found[parts[0]] = Sense(above, any(sign == "@i" for sign, _ in links), gloss)
    return found


def index(folder: Path, part: str) -> dict[str, tuple[str, int]]:
    """Each word of a part of speech with its first sense and how many of its senses were met in running text."""
    found = {}
    for line in _rows(folder / f"index.{part}"):
        fields = line.split()
        at = 4 + int(fields[3])
        found[fields[0]] = (fields[at + 2], int(fields[at + 1]))
    return found


def _rows(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("latin-1").splitlines() if not line.startswith("  "))


def higher(at: str, known: dict[str, Sense]) -> set[str]:
    """A sense and all that stand above it."""
    queue, seen = [at], set()
    while queue:
        one = queue.pop()
        if one not in seen:
            seen.add(one)
            queue.extend(known[one].above)
    return seen


def kinds(folder: Path) -> dict[str, list[str]]:
    """Class → its nouns."""
    known, nouns = senses(folder), index(folder, "noun")
    others = {part: index(folder, part) for part in ("verb", "adj", "adv")}
    listed = {n for row in tomllib.loads(CLASSES.read_text())["class"].values() for n in row["nouns"]}
    tops = [(nouns[word][0], name) for word, name in ABOVE]
    found: dict[str, list[str]] = {"person": [], "civilian": [], "vehicle": [], "facility": []}
    for word, (first, seen) in nouns.items():
        if not re.fullmatch("[a-z]+", word) or len(word) < SHORTEST or word in listed or word in NOT_FIRST:
            continue
        if known[first].named or UNFIT.search(known[first].gloss) or not _is_noun(word, seen, others):
            continue
        up = higher(first, known)
        name = next((name for top, name in tops if top in up), None)
        if name == "person" and word.endswith(AGENTS):
            name = "civilian"
        if name is not None:
            found[name].append(word)
    return found


def _is_noun(word: str, seen: int, others: dict[str, dict[str, tuple[str, int]]]) -> bool:
    if word in others["adv"]:
        return False
    if word not in others["verb"] and word not in others["adj"]:
        return True
    return word.endswith(PEOPLE) or seen > sum(table[word][1] for table in others.values() if word in table)


def main() -> int:
    """Write the file to standard output."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "data.noun").is_file():
        print(__doc__, file=sys.stderr)
        return 2
    print(HEAD)
    for name, words in kinds(Path(sys.argv[1])).items():
        listed = textwrap.fill(", ".join(f'"{w}"' for w in sorted(words)), 150, break_on_hyphens=False)
        print(f"[class.{name}]\nnouns = [\n{textwrap.indent(listed, '    ')},\n]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
