"""The files of one ending, with inputs that libFuzzer chooses by what they reach; needs the package atheris, which is no dependency.

    pip install atheris; python bench/tools/fuzz_atheris.py ENDING [-runs=N] [FOLDER OF INPUTS]

ENDING is one of the seeds (``.html``, ``.rss``, ``.eml`` …). What libFuzzer is given behind it goes to it.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Try inputs until one fails or there have been enough."""
    import atheris

    with atheris.instrument_imports(include=["dateline"]):
        import fuzz_targets

        from dateline.errors import DatelineError
        from dateline.text import intake  # noqa: F401 - what is to be instrumented

    ending = sys.argv.pop(1)

    def one(data: bytes) -> None:
        try:
            fuzz_targets.intake((ending, data))
        except DatelineError:
            return

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
