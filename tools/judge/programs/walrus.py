data = iter([3, 2, 1, 0])
total = 0
while (number := next(data)) > 0:  # @while
    total += number  # @body
print(total, number)  # @end
