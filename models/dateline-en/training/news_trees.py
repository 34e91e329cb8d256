"""Trees of news sentences corrected by hand, put back onto their words: rows for `train.py`.

    python news_trees.py news-trees.jsonl.gz --texts voa.jsonl --texts ../../../bench/data/coded \
        --texts ../../../bench/data/stories --texts ../../../bench/data/record --times 2 --out news.jsonl --held held.conllu

`news-trees.jsonl.gz` holds no word of a dispatch. One line a sentence: `id` of the dispatch, `at` where the sentence starts
in its text, `cut` the length of each word and of the blank behind it, `heads` (-1 the root, counted from 0), `deps`, `upos`, `xpos`, `ner` and
`sum`, the first eight hexadecimal digits of the SHA-256 of the sentence. The head of a mark of punctuation is null where another arc of the sentence was
corrected. One sentence in twenty-two is `held`: it is not trained on and goes to `--held` as CoNLL-U, for `evaluate.py`. `--texts` are JSON lines of
`id` and `text`, sheets of coded dispatches, or a folder of such files; a sentence whose text is not given or differs is left out and counted.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
TOGETHER = (
    1,
    1,
    2,
    2,
    3,
    4,
)  # drawn from: how many sentences stand in one row, so that where a sentence starts is not forgotten
LISTS = ("words", "glued", "ner", "starts", "heads", "deps", "upos", "xpos", "feats")
SEED = 3


def _of_sheet(sheet: str) -> Iterator[tuple[str, str]]:
    """Id and text of each dispatch of a sheet: a line `=== ID | DAY | OUTLET`, the text, a line `---`, the claims."""
    for part in re.split(r"^=== ", sheet, flags=re.M)[1:]:
        head, _, rest = part.partition("\n")
        yield head.split(" | ")[0].strip(), re.split(r"^---$", rest, maxsplit=1, flags=re.M)[0].strip()


def texts(paths: Iterable[Path]) -> dict[str, str]:
    """The text of each dispatch; those of a story also by the name of its file, since ids may come again in another."""
    out: dict[str, str] = {}
    for path in paths:
        if path.is_dir():
            out |= texts(sorted(p for p in path.rglob("*") if p.suffix in (".jsonl", ".txt")))
        elif path.suffix == ".txt":
            out |= dict(_of_sheet(path.read_text(encoding="utf-8")))
        else:
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            found = [(one["id"], one["text"]) for one in lines if "id" in one and "text" in one]
            out |= {f"{path.stem}-{name}": text for name, text in found} | dict(found)
    return out


def sentence(given: Row, text: str) -> Row | None:
    """One sentence with its words; None where the text is not the one that was read."""
    words, blanks, at = [], [], given["at"]
    for length, blank in given["cut"]:
        words.append(text[at : at + length])
        blanks.append(blank > 0)
        at += length + blank
    found = hashlib.sha256(" ".join(words).encode()).hexdigest()[:8]
    if found != given["sum"]:
        return None
    tags = {k: given[k].split() for k in ("deps", "upos", "xpos", "ner")}
    return {
        "words": words,
        "glued": [False, *(not blank for blank in blanks[:-1])],
        "starts": [True, *(False for _ in words[1:])],
        "heads": given["heads"],
        "feats": ["?"] * len(words),  # not looked at, so that nothing is learned of them
        "held": given.get("held", False),
        **tags,
    }


def rows(found: list[Row], rnd: random.Random) -> Iterator[Row]:
    """Some sentences a row, in an order by chance."""
    found = list(found)
    rnd.shuffle(found)
    while found:
        count = rnd.choice(TOGETHER)
        part, found = found[:count], found[count:]
        out: Row = {"source": "news", **{k: [] for k in LISTS}}
        for one in part:
            first = len(out["words"])
            for k in LISTS:
                out[k] += [h if h is None or h < 0 else h + first for h in one[k]] if k == "heads" else one[k]
        yield out


def conllu(found: Iterable[Row]) -> Iterator[str]:
    """Sentences as CoNLL-U; punctuation without a head hangs on the root."""
    for n, one in enumerate(found, 1):
        root = one["heads"].index(-1) + 1
        glued = [*one["glued"][1:], False]
        yield f"# sent_id = held-{n}\n"
        for i, word in enumerate(one["words"]):
            head = root if one["heads"][i] is None else one["heads"][i] + 1
            columns = (i + 1, word, "_", one["upos"][i], one["xpos"][i], "_", head, one["deps"][i], "_")
            yield "\t".join(map(str, columns)) + ("\tSpaceAfter=No\n" if glued[i] else "\t_\n")
        yield "\n"


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("trees", type=Path)
    ap.add_argument(
        "--texts", type=Path, action="append", required=True, help="JSON lines of id and text, sheets, a folder"
    )
    ap.add_argument("--times", type=int, default=2, help="how often each is shown in a pass")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--held", type=Path, help="write the sentences that are not trained on here")
    args = ap.parse_args()
    known = texts(args.texts)
    with gzip.open(args.trees, "rt", encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    found = [s for one in given if one["id"] in known and (s := sentence(one, known[one["id"]]))]
    rnd = random.Random(SEED)
    with args.out.open("w", encoding="utf-8") as out:
        for _ in range(args.times):
            out.writelines(
                json.dumps(row, ensure_ascii=False) + "\n" for row in rows([s for s in found if not s["held"]], rnd)
            )
    if args.held:
        args.held.write_text("".join(conllu(s for s in found if s["held"])), encoding="utf-8")
    words = sum(len(s["words"]) for s in found)
    print(
        f"{args.out}: {len(found):,} of {len(given):,} sentences, {words:,} words; {len(given) - len(found):,} left out"
    )


if __name__ == "__main__":
    main()
