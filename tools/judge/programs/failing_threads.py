import threading


def fail(text):
    raise TimeoutError(text)  # @fail


class Own(threading.Thread):
    def run(self):
        fail("method")  # @run


def caught():
    try:
        fail("caught")
    except TimeoutError:
        print("caught")


for thread in (
    threading.Thread(target=fail, args=("function",)),
    threading.Thread(target=caught),
    Own(),
    threading.Timer(0, fail, ("timer",)),
):
    thread.start()
    thread.join()
print("end")
