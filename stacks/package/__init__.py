"""The component package: an environment for programs in every Pulumi language. Served by `components/__main__.py`."""
