import signal
import sys
import time


def end(number, frame):
    print("ending")
    sys.exit(7)


signal.signal(signal.SIGTERM, end)
print("running", flush=True)
while True:
    time.sleep(0.01)  # @wait
