class Settings:
    size = 3  # @size
    names = [str(n) for n in range(size)]  # @names

    def describe(self):
        return f"{self.size} {self.names}"  # @describe


print(Settings().describe())  # @call
