"""What lets gunicorn serve in its only process: `gunicorn -c one_process.py`."""

import os


def pre_fork(server, worker):
    # gunicorn forks its worker. Here the process itself goes on as the worker.
    os.fork = lambda: 0
    worker.ppid = os.getppid()
