"""Each way in which a greenlet of gevent has others run: it makes one, or waits for something."""

import gevent
from gevent.queue import Queue


def produce(results):
    gevent.sleep(0)  # @sleeps
    results.put("a parcel")


def consume(results):
    parcel = results.get()  # @gets
    return parcel


def count():
    return 3


def serve():
    results = Queue()
    consumer = gevent.spawn(consume, results)  # @spawns
    gevent.spawn(produce, results)
    gevent.spawn(count)
    consumer.join()  # @joins
    print(consumer.value)


serve()
