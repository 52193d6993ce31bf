def resource():
    try:
        yield "open"  # @open
    finally:
        print("closed")  # @closed


generator = resource()
next(generator)
generator.close()  # @close
print("end")  # @end
