"""Processes that answer queries, so that one whose time is up can be ended: Oxigraph itself can't be interrupted."""
from __future__ import annotations

import queue
import signal
import threading
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

MEMORY = 4 << 30      # bytes of address space of a process beyond what it starts with
SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Reply:
    """What becomes of a query: an HTTP status, a media type, the body, and whether it was cut."""

    status: int
    kind: str
    body: bytes
    cut: bool = False


def _no_more_files() -> None:
    """Let this process open nothing any more, no file and no connection: a second lock behind `kg.guard`."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))      # those three are open, and what else is stays so
    except (ImportError, OSError, ValueError):      # Windows
        pass


def _work(connection: Connection, path: str, rows: int) -> None:
    from kg import query
    from kg.processes import end_with_parent
    from kg.serve import answers

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)      # Ctrl-C is for the server, which ends us
    store = query.open_store(path)
    try:
        import resource

        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    except (ImportError, OSError, ValueError):      # not Linux
        pass
    for kind in answers.ROWS | answers.TRIPLES:      # what is read from files at its first use is read now
        for text in ("ASK {}", "SELECT (1 AS ?x) {}", "CONSTRUCT { <urn:x> <urn:x> 1 } WHERE {}"):
            answers.write(query.ask(store, text), kind, rows)
    _no_more_files()
    connection.send("ready")
    while True:
        try:
            text, accept = connection.recv()
        except EOFError:      # the server is gone
            return
        try:
            with query.told():
                found = answers.write(query.ask(store, text), accept, rows)
            reply = Reply(200, *found) if found else Reply(406, "text/plain", b"None of the formats that you accept fits this query.")
        except ValueError as error:
            reply = Reply(400, "text/plain", str(error).encode())
        except MemoryError:
            reply = Reply(503, "text/plain", b"The query needs more memory than it may have.")
        except Exception as error:   # a query that breaks the engine must not cost the others their worker
            reply = Reply(500, "text/plain", f"The query failed: {error}".encode())
        connection.send(reply)


class Workers:
    """A few processes that each hold the graph. `ask` lends one of them for one query."""

    def __init__(self, path: str, number: int = 4, seconds: float = 5.0, rows: int = 10_000) -> None:
        self.path, self.seconds, self.rows = path, seconds, rows
        self.free: queue.Queue = queue.Queue()
        self.every: list = []
        for worker in [self._start() for _ in range(number)]:
            self._ready(worker)
            self.free.put(worker)

    def _start(self):
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=_work, args=(theirs, self.path, self.rows), daemon=True)
        process.start()
        theirs.close()
        self.every.append(process)
        return process, ours

    def _ready(self, worker) -> None:
        process, connection = worker
        if connection.recv() != "ready":
            raise RuntimeError("A worker did not start.")

    def ask(self, text: str, accept: str) -> Reply:
        """The answer, or why there is none: 503 when the time is up or nobody is free."""
        try:
            worker = self.free.get(timeout=self.seconds)
        except queue.Empty:
            return Reply(503, "text/plain", b"Too many queries are running; try again.")
        process, connection = worker
        why = f"The query took longer than {self.seconds:g} seconds and was stopped."
        try:
            connection.send((text, accept))
            if connection.poll(self.seconds):
                reply = connection.recv()
                self.free.put(worker)
                return reply
        except (EOFError, OSError):
            why = "The query brought down the process that answered it, by its depth or for want of memory."
        process.kill()
        process.join()
        connection.close()
        threading.Thread(target=self._replace, args=(process,), daemon=True).start()
        return Reply(503, "text/plain", why.encode())

    def _replace(self, process) -> None:
        fresh = self._start()
        self.every.remove(process)
        self._ready(fresh)
        self.free.put(fresh)

    def close(self) -> None:
        """End all processes."""
        for process in list(self.every):
            process.kill()
            process.join()
