"""Files in memory, standard input, and tracebacks with lines of the standard library's sources."""
import json
import pathlib
import sys
import tempfile
import traceback

print(pathlib.Path("data/numbers.json").read_text())
numbers = json.loads(pathlib.Path("data/numbers.json").read_text())
with tempfile.TemporaryDirectory() as folder:
    copy = pathlib.Path(folder, "copy.json")
    copy.write_text(json.dumps(numbers[::-1]))
    print(copy.read_text(), [path.name for path in pathlib.Path(folder).iterdir()])
print(sorted(path.name for path in pathlib.Path().iterdir()))
for line in sys.stdin:
    print("read:", line.rstrip())
try:
    json.loads("[1, ")
except ValueError:
    traceback.print_exc()
