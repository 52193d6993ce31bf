"""Takes tools of sys.monitoring for itself, while variables are watched."""
import sys

monitoring = sys.monitoring
total = 0
lines = []


def count():
    global total
    total += 1
    return total  # @counted


def take(tool):
    monitoring.use_tool_id(tool, f"own {tool}")
    monitoring.register_callback(tool, monitoring.events.LINE, lambda code, line: lines.append(line))
    monitoring.set_local_events(tool, count.__code__, monitoring.events.LINE)


count()  # @begin
for number in (4, 3):
    take(number)
    count()
print(len(lines))
monitoring.use_tool_id(1, "own 1")
monitoring.use_tool_id(2, "own 2")
count()
print("all taken")  # @all_taken
for number in (1, 2, 3, 4):
    monitoring.free_tool_id(number)
print("all free")  # @all_free
count()
