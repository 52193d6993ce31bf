"""Many greenlets, of two kinds."""

from greenlet import getcurrent, greenlet

main = getcurrent()


def reader():
    main.switch()  # @reads


def writer():
    main.switch()  # @writes


crowd = [greenlet(run) for run in (reader, writer) * 5]
for each in crowd:
    each.switch()
crowd[7].switch()  # @last
