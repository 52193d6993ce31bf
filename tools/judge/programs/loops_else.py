def search(items, wanted):
    for item in items:
        if item == wanted:
            break  # @break
    else:
        return "absent"  # @absent
    return "present"  # @present


count = 3
while count:
    count -= 1  # @while
print(search([1, 2], 2))
print(search([1, 2], 3))  # @second
