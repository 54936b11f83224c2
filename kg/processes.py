"""Processes that other processes start."""
from __future__ import annotations

import os
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

START_UP = 5.0     # seconds until a process works; 2 on an idle machine
SURELY = 0.7       # of the time of one process that several may be expected to take, to be sure that it is less


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however that ended; called first in a worker."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def worth_starting(seconds: float) -> int:
    """How many processes to start for work that takes one `seconds`; 1 where more may well take longer."""
    free = idle_cores()
    return free if START_UP + seconds / free < SURELY * seconds else 1


def idle_cores() -> int:
    """How many cores this process may use that others leave idle, itself counted in; at least 1."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):      # what a container may use: "200000 100000", or "max 100000"
        quota, period = map(int, Path("/sys/fs/cgroup/cpu.max").read_text().split())
        cores = min(cores, quota // period)
    with suppress(OSError, AttributeError):
        cores -= int(max(0.0, os.getloadavg()[0] - 1))
    return max(1, cores)
