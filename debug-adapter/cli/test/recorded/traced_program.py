"""What watches a program from inside: settrace, monitoring, profiles, tracemalloc."""

import cProfile
import io
import pstats
import sys
import threading
import tracemalloc


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


events: list[str] = []


def trace(_frame, event: str, _arg: object):
    events.append(event)
    return trace


sys.settrace(trace)
fib(8)
sys.settrace(None)
print({event: events.count(event) for event in sorted(set(events))})

monitoring, lines = sys.monitoring, 0


def on_line(_code, _line: int) -> None:
    global lines
    lines += 1


monitoring.use_tool_id(4, "counter")
monitoring.register_callback(4, monitoring.events.LINE, on_line)
monitoring.set_local_events(4, fib.__code__, monitoring.events.LINE)
threads = [threading.Thread(target=fib, args=(12,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
monitoring.free_tool_id(4)
print(lines)

tracemalloc.start()
kept = [str(index) * 10 for index in range(2000)]
print(tracemalloc.get_traced_memory()[0] > 20_000, len(kept))
tracemalloc.stop()
with cProfile.Profile() as profile:
    fib(14)
report = io.StringIO()
pstats.Stats(profile, stream=report).print_stats("fib")
print(report.getvalue().split()[0])
