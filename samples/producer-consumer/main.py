"""A producer and a consumer that take turns: neither needs to know when the other is done."""
from greenlet import greenlet

ORDERS = ["tea", "cake", "coffee"]


def produce(orders):
    for number, order in enumerate(orders, start=1):
        parcel = f"{number}: {order}"
        thanks = consumer.switch(parcel)
        print("producer hears", thanks)
    consumer.switch(None)


def consume(parcel):
    received = []
    while parcel is not None:
        received.append(parcel)
        print("consumer gets ", parcel)
        parcel = producer.switch(f"thank you for number {len(received)}")
    print("consumer has  ", len(received), "parcels")


producer = greenlet(produce)
consumer = greenlet(consume)
producer.switch(ORDERS)
