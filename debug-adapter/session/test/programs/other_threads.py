"""Greenlets of another thread that sleep while variables are about to be watched."""
import threading

from greenlet import getcurrent, greenlet

level = 0
ready = threading.Event()
onwards = threading.Event()


def sleeper():
    global level
    getcurrent().parent.switch()
    level = 1
    done = "sleeper"  # @after_sleeper
    return done


def work():
    global level
    child = greenlet(sleeper)
    child.switch()

    def tells():
        ready.set()
        onwards.wait()
        getcurrent().parent.switch()

    greenlet(tells).switch()
    child.switch()
    level = 2
    return level  # @after_main


threads = [threading.Thread(target=work)]
threads[0].start()
ready.wait()
watch = level  # @watch
onwards.set()
threads[0].join()
