"""Loads a module that the debugger may need, too."""
import re

print(re.escape("loaded"))  # @loaded
