"""The time of a build: the one place that looks at a clock."""

from __future__ import annotations

import os
import time

from builder.base.diagnostic import BuilderError

LATEST = 253_402_300_799
"""The last second of the year 9999."""


def build_time() -> int:
    """Return now in seconds since 1970, or what SOURCE_DATE_EPOCH says.

    https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        BuilderError: SOURCE_DATE_EPOCH is no number of seconds, or too large.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return int(time.time())
    if not epoch.isdecimal():
        raise BuilderError(f"SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds")
    if len(epoch) > len(str(LATEST)) or int(epoch) > LATEST:
        message = f"SOURCE_DATE_EPOCH is `{epoch}`, after the year 9999"
        raise BuilderError(f"{message}: write the seconds since 1970")
    return int(epoch)
