"""Two greenlets that pass a ball, and generators and callbacks on the way."""
from greenlet import greenlet


def ping():
    for count in range(3):
        ball = pong_greenlet.switch(f"ping {count}")  # @ping_switch
        print("ping got", ball)  # @ping_got
    return "done"


def pong(ball):
    while True:
        print("pong got", ball)  # @pong_got
        ball = ping_greenlet.switch("pong")  # @pong_switch


ping_greenlet = greenlet(ping)
pong_greenlet = greenlet(pong)
print(ping_greenlet.switch())  # @begin
