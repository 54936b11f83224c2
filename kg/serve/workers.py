"""Processes that answer queries, so that one whose time is up can be ended: Oxigraph itself can't be interrupted.

Where processes can be forked, one loads the graph and all others are its children: they share its memory, and a new one takes the
place of one that was ended at once. Elsewhere each loads the graph.
"""
from __future__ import annotations

import os
import queue
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pyoxigraph as ox

MEMORY = 4 << 30      # bytes of address space of a process beyond what it starts with
QUICK = 0.5           # seconds after which a query is a long one
SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Reply:
    """What becomes of a query: an HTTP status, a media type, the body, and whether it was cut."""

    status: int
    kind: str
    body: bytes
    cut: bool = False


@dataclass(frozen=True)
class Worker:
    """A process that answers, and how it is ended."""

    connection: Connection
    kill: Callable[[], None]


def _no_more_files() -> None:
    """Let this process open nothing any more, no file and no connection: a second lock behind `kg.guard`."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))      # those three are open, and what else is stays so
    except (ImportError, OSError, ValueError):      # Windows
        pass


def _open(path: str, rows: int) -> ox.Store:
    """The graph, and all that is read from files at its first use read."""
    from kg import query
    from kg.serve import answers

    signal.signal(signal.SIGINT, signal.SIG_IGN)      # Ctrl-C is for the server, which ends us
    store = query.open_store(path)
    for kind in answers.ROWS | answers.TRIPLES:
        for text in ("ASK {}", "SELECT (1 AS ?x) {}", "CONSTRUCT { <urn:x> <urn:x> 1 } WHERE {}"):
            answers.write(query.ask(store, text), kind, rows)
    return store


def _work(connection: Connection, path: str, rows: int) -> None:
    _answer(_open(path, rows), connection, rows)


def _bear(control: socket.socket, path: str, rows: int) -> None:
    """Load the graph once, and for each end of a connection that comes fork a process that answers on it, until the server is gone."""
    store = _open(path, rows)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)      # children that end are forgotten
    control.sendall(b"1")
    while True:
        _, ends, _, _ = socket.recv_fds(control, 1, 1)
        if not ends:
            return
        if os.fork() == 0:
            control.close()
            try:
                _answer(store, Connection(ends[0]), rows)
            finally:
                os._exit(0)
        os.close(ends[0])


def _answer(store: ox.Store, connection: Connection, rows: int) -> None:
    from kg import query
    from kg.processes import end_with_parent
    from kg.serve import answers

    end_with_parent()
    try:
        import resource

        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    except (ImportError, OSError, ValueError):      # not Linux
        pass
    _no_more_files()
    connection.send(os.getpid())
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


class Pool:
    """Workers that are free. Of those who wait for one, who came last goes first: where there are too many, the first have given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[Worker] = []
        self._waiting: list[queue.SimpleQueue[Worker]] = []

    def put(self, worker: Worker) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.pop().put(worker)
            else:
                self._free.append(worker)

    def take(self, seconds: float) -> Worker | None:
        """A worker; None where none comes in time."""
        with self._lock:
            if self._free:
                return self._free.pop()
            turn: queue.SimpleQueue[Worker] = queue.SimpleQueue()
            self._waiting.append(turn)
        with suppress(queue.Empty):
            return turn.get(timeout=seconds)
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return None
        return turn.get()      # it came just now


class Workers:
    """A few processes that answer queries. `ask` lends one of them for one query; one is always left for those that are quick."""

    def __init__(self, path: str, number: int = 4, seconds: float = 5.0, rows: int = 10_000) -> None:
        self.path, self.seconds, self.rows = path, seconds, rows
        self.free = Pool()
        self.long = threading.Semaphore(max(1, number - 1))
        self.lock = threading.Lock()
        self.control: socket.socket | None = None
        self.every: dict[int, Worker] = {}
        if hasattr(os, "fork") and hasattr(socket, "send_fds"):
            self.control, theirs = socket.socketpair()
            self.mother = SPAWN.Process(target=_bear, args=(theirs, path, rows), daemon=True)
            self.mother.start()
            theirs.close()
            if self.control.recv(1) != b"1":
                raise OSError("The process that loads the graph did not start.")
        for worker in [self._start() for _ in range(number)]:
            self._ready(worker)

    def _start(self) -> Worker:
        if self.control is None:
            ours, theirs = SPAWN.Pipe()
            process = SPAWN.Process(target=_work, args=(theirs, self.path, self.rows), daemon=True)
            process.start()
            theirs.close()
            return Worker(ours, process.kill)
        near, far = socket.socketpair()
        with self.lock:
            socket.send_fds(self.control, [b"1"], [far.fileno()])
        far.close()
        connection = Connection(near.detach())
        return Worker(connection, lambda: None)

    def _ready(self, worker: Worker) -> None:
        number = worker.connection.recv()
        if self.control is not None:      # only asked for while the connection is open, so the number is still its own
            worker = Worker(worker.connection, lambda: os.kill(number, signal.SIGKILL))
        self.every[id(worker.connection)] = worker
        self.free.put(worker)

    def ask(self, text: str, accept: str) -> Reply:
        """The answer, or why there is none: 503 when the time is up or nobody is free."""
        worker = self.free.take(self.seconds)
        if worker is None:
            return Reply(503, "text/plain", b"Too many queries are running; try again.")
        try:
            worker.connection.send((text, accept))
            why = self._wait(worker.connection)
            if not why:
                reply: Reply = worker.connection.recv()
                self.free.put(worker)
                return reply
            worker.kill()
        except (EOFError, OSError):
            why = "The query brought down the process that answered it, by its depth or for want of memory."
        del self.every[id(worker.connection)]
        worker.connection.close()
        threading.Thread(target=self._replace, daemon=True).start()
        return Reply(503, "text/plain", why.encode())

    def _wait(self, connection: Connection) -> str:
        """Wait for an answer: "" where it is there, else why the query is to be stopped."""
        if connection.poll(min(QUICK, self.seconds)):
            return ""
        if not self.long.acquire(blocking=False):
            return f"The query takes longer than {QUICK:g} seconds, and as many of those as may run are running; try again."
        try:
            return "" if connection.poll(max(0.0, self.seconds - QUICK)) else f"The query took longer than {self.seconds:g} seconds and was stopped."
        finally:
            self.long.release()

    def _replace(self) -> None:
        with suppress(EOFError, OSError):      # the server is closing
            self._ready(self._start())

    def close(self) -> None:
        """End all processes."""
        if self.control is not None:
            self.control.close()
            self.mother.kill()
            self.mother.join()
        for worker in list(self.every.values()):
            with suppress(OSError):
                worker.kill()
