def loop(limit):
    total = 0
    for number in range(limit):
        total += number  # @body
    return total  # @return


class Worker:
    def method(self):
        return "method"  # @method


print(loop(5))
print(Worker().method())
