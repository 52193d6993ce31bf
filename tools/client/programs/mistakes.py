import time
from greenlet import greenlet

def func1():
    g2.switch()

def func2():
    g1.switch()

async def wait():
    time.sleep(1)

g1 = greenlet(func1)
g2 = greenlet(func2)
g1.switch()
