"""``python -m wasix_tests FOLDER``: see the package."""

import argparse
import importlib.util
import os
import sys

from .channel import Channel
from .request import Request


def main(folder: str) -> None:
    request = Request.read(os.path.join(folder, "request.json"))
    channel = Channel(os.path.join(folder, "events.jsonl"))
    # What a test finds is what it would find without this program.
    sys.argv[:] = [request.framework]
    coverage = None
    if request.covers:
        from .line_coverage import LineCoverage

        coverage = LineCoverage(channel)
    try:
        if request.framework == "unittest":
            from .unittest_tests import discover_and_run
        elif importlib.util.find_spec("pytest") is None:
            channel.send("missing", module="pytest")
            return
        else:
            from .pytest_tests import discover_and_run
        discover_and_run(request, channel)
    except (argparse.ArgumentError, ImportError) as error:
        # Such as a folder to start in that is not there.
        channel.send("problem", message=str(error))
    finally:
        if coverage is not None:
            coverage.finish()
        channel.send("end")


main(sys.argv[1])
