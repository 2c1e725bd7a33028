"""Machines we operate ourselves: what each one is told at its first boot, as pure functions.

Produced: for every host a frozen dataclass of checked arguments and its `#cloud-config` document. Not
produced here: any cloud resource. Nothing in this package imports Pulumi or the SDK of a cloud, so the same
host runs at every cloud and is tested without one. The documents hold secrets: a caller makes them a Pulumi
secret.
"""
