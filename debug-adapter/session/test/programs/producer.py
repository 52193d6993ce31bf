"""Greenlets that are made in a function, one of which never ends and one never starts."""
from greenlet import getcurrent, greenlet


def produce(count):
    for number in range(count):
        consumer.switch(number)  # @produce


def consume(item):
    while True:
        print(item)  # @consume
        item = producer.switch()


def make(function):
    return greenlet(function)  # @make


producer = make(produce)
consumer = make(consume)
idle = make(consume)
producer.switch(2)  # @made
print("end")
