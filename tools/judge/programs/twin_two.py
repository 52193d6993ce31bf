from functools import partial


def run(following):
    if following is None:
        return 1
    return partial(following, None)() + 1
