"""What is typed at the console lives on in the program."""
from greenlet import getcurrent, greenlet

COUNT = 0
FACTOR = 2
handlers = []


def sleeper():
    mine = "asleep"
    main.switch()  # @asleep
    return mine


class Worker:
    def work(self, number):
        local = [1, 2, 3]
        text = "kept"
        print(number, local, text)  # @work
        return number  # @after


def run_handlers():
    global FACTOR
    FACTOR = 10
    results = [handler() for handler in handlers]
    return results  # @results


main = getcurrent()
sleeping = greenlet(sleeper)
sleeping.switch()
Worker().work(5)
run_handlers()
