"""The marks by which Pulumi tells special values from plain ones, on the wire and in JSON.

Copies of the SDK's constants, for code that must not pay for the SDK; a test holds them to it.
"""

from __future__ import annotations

from typing import Final

UNKNOWN_SENTINEL: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""A text that stands for a value that is known only after apply."""
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""Key of an object that is no plain object; its value, one of the following, says what it is."""
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
