COUNT = 0
handlers = []


def run():
    global COUNT
    COUNT += 10
    for handler in handlers:
        print("handler", handler())


def work(number):
    items = [1, 2, 3]
    print(number, items)  # @work
    return number


work(5)
run()
print(COUNT)  # @end
