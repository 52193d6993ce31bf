"""Names that are private to classes, in all the places where code can stand."""


class _Vault:
    __slots__ = ("__pin", "label")
    __count = 0

    def __init__(self, pin):
        self.__pin = pin
        self.label = "vault"

    def open(self, tries):
        __left = tries
        for n in range(3):
            _Vault.__count += 1  # @loop

        def inner():
            return self.__pin, __left  # @inner

        return inner()  # @open

    class Drawer:
        def __init__(self):
            self.__pin = "of the drawer"

        def look(self):
            return self.__pin  # @drawer

    __made = "in the body"
    done = __made  # @body


class __(_Vault):
    def look(self):
        self.__plain = 1
        return self  # @underscores


def outside(vault):
    return vault  # @outside


vault = _Vault(1234)
vault.open(3)
_Vault.Drawer().look()
__(1).look()
outside(vault)
