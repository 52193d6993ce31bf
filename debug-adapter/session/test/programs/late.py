"""Writes a module, and imports it."""
import sys

with open("/tmp/written_late.py", "w") as file:
    file.write("def hello():\n    return 'hello'\n\n\nhello()\n")
sys.path.insert(0, "/tmp")
import written_late

print("done")
