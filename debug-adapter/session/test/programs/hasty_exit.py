import os

import greenlet


def work():
    main.switch()


main = greenlet.getcurrent()
sleeper = greenlet.greenlet(work)
sleeper.switch()
os._exit(3)
