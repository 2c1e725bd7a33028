"""The Pulumi engine as a source of plans: the real CLI, in a private folder, with our program and providers.

Three kinds of child processes, none of which outlives its parent: the offline providers (`plan/offline`), a
program host that runs the checkout's `__main__.py` whenever the engine asks, and the CLI itself.
"""
