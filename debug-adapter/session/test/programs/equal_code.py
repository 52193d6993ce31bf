"""Two modules with the same text; one of them is loaded twice."""

import importlib

from equal import first, second

first.run(second.run)
importlib.reload(first).run(second.run)  # @reload
