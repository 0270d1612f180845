"""Run the command line with ``python -m pairing``."""

import sys

from pairing.cli import main

if __name__ == "__main__":
    sys.exit(main())
