"""Runs a command and writes what it cost to a file descriptor, as JSON: python child.py FD COMMAND…

A process of its own, as a child starts with the peak RSS of the process that forked it, and the benchmark's is large.
"""

import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
elapsed = time.perf_counter() - start
with os.fdopen(int(sys.argv[1]), "w") as out:
    json.dump(
        {
            "exit": os.waitstatus_to_exitcode(status),
            "seconds": elapsed,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_mib": usage.ru_maxrss / 1024,
        },
        out,
    )
