import time


def spin():
    turns = 0
    while True:
        turns += 1  # @turn
        if turns == -1:
            break
    print("left the loop")


print("spinning")
spin()
time.sleep(3600)  # @sleep
