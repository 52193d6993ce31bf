"""Computes without an end, until a signal comes, which may be as soon as it has said so."""
count = 0
try:
    print("computing", flush=True)
    while True:
        count += 1
except KeyboardInterrupt:
    print("interrupted")
