def risky(fails):
    try:
        if fails:
            raise KeyError("k")  # @raise
        return "fine"  # @fine
    except KeyError as error:
        return f"caught {error}"  # @caught
    finally:
        print("finally")  # @finally


print(risky(False))
print(risky(True))  # @second
