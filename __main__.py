"""The Pulumi program: builds the layer of the selected stack, once that is allowed. See stacks/program.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from stacks.approval import guard
from stacks.program import main

guard.main()
main()
