import os

os.closerange(3, 256)
try:
    os.close(4)
except OSError:
    print("closed all")
print("goes on")  # @end
