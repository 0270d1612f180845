"""The tests mirror the packages; beside them stand the oracle, the strategies and the benches."""

import os
from pathlib import Path

# Where Python may write no bytecode beside the source, as in many images, each command that tests start would compile
# again what it imports, for half its time; so would each worker. It is written elsewhere instead.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parents[1] / "build" / "bytecode")
