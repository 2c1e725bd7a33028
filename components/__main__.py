"""The component package for every Pulumi language: the engine runs this folder. See stacks/package/."""

import sys
from pathlib import Path

# run as a program, this folder comes first: `import azure` would find ours, and `import components` nothing
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from stacks.package.host import main  # noqa: E402

if __name__ == "__main__":
    main()
