"""Times of day in zones, measured time, and sleeping to the moment."""

import datetime
import os
import sched
import time
import zoneinfo

now = datetime.datetime.now(datetime.UTC)
print(now.isoformat(), now.astimezone().isoformat(), time.tzname)
for zone in ("EST5EDT,M3.2.0,M11.1.0", "<+0545>-5:45"):
    os.environ["TZ"] = zone
    time.tzset()
    print(time.strftime("%Y-%m-%d %H:%M:%S %Z"), datetime.datetime.now().astimezone().tzinfo)
try:
    print(zoneinfo.ZoneInfo("Europe/Berlin"))
except zoneinfo.ZoneInfoNotFoundError as error:
    print(error)
for clock in ("time", "monotonic", "perf_counter", "process_time"):
    print(clock, time.get_clock_info(clock).resolution, getattr(time, clock)())
begun = time.perf_counter()
scheduler = sched.scheduler()
for delay in (0.01, 0.003, 0.006):
    scheduler.enter(
        delay, 1, lambda delay=delay: print("after", delay, time.perf_counter() - begun)
    )
scheduler.run()
print(
    datetime.timedelta(seconds=time.perf_counter() - begun), time.clock_gettime(time.CLOCK_REALTIME)
)
