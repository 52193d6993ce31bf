"""Computes without an end, until a signal comes."""
print("computing", flush=True)
count = 0
try:
    while True:
        count += 1
except KeyboardInterrupt:
    print("interrupted:", count > 0)
