from greenlet import greenlet

def func1():
    print("A")
    g2.switch()
    print("C")

def func2():
    print("B")
    g1.switch()

g1 = greenlet(func1)
g2 = greenlet(func2)
g1.switch()
