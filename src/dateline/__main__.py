"""``python -m dateline``."""

from dateline.faces.cli import main

if __name__ == "__main__":
    main()
