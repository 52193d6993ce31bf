class Vault:
    __opened = 0

    def __init__(self, pin):
        self.__pin = pin

    def open(self, tries):
        __left = tries
        for _ in range(2):
            Vault.__opened += 1  # @loop

        def peek():
            return self.__pin + __left  # @peek

        return peek()  # @open


class Slotted(Vault):
    __slots__ = ("__key",)

    def __init__(self):
        super().__init__(5)
        self.__key = "key"

    def look(self):
        return self.__key  # @look


print(Vault(40).open(2))
print(Slotted().look())
