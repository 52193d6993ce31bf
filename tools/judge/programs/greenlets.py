from greenlet import getcurrent, greenlet


def child():
    value = main.switch("first")  # @first
    print("child got", value)
    return "over"  # @over


main = getcurrent()
g = greenlet(child)
a = g.switch()  # @start
b = g.switch("hello")  # @resume
print(a, b, g.dead)  # @end
