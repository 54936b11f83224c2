"""`kg serve`: a read-only SPARQL 1.1 Protocol endpoint on this machine alone, a page to ask it, and a page for every entity.

    /sparql        the endpoint: GET ?query=…, POST as a form or as application/sparql-query
    /              a page to ask with, and the named queries
    /id/NAME       an entity or claim: HTML for people, Turtle for programs
    /graph.html    the graph to look at

Nothing is written, nothing asked of the net: updates, SERVICE and FROM are refused. Queries are answered by processes of their own,
which are ended when their time is up.
"""
from __future__ import annotations

import html
import json
import secrets
import socket
import threading
import time
from contextlib import suppress
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import kg
from kg import guard, query
from kg.ontology import vocabulary
from kg.serve import answers
from kg.serve.workers import Reply, Workers

QUERY_BYTES = 64 << 10
CONNECTIONS = 512      # at one time
PATIENCE = 15          # seconds for a client to say what it wants
FULL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HOSTS = ("127.0.0.1", "localhost", "[::1]")
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
STATIC = {"/app.js": "text/javascript", "/editor.js": "text/javascript", "/app.css": "text/css", "/LICENSES.txt": "text/plain"}
ABOUT = """SELECT ?way ?relation ?other ?label ?sentence ?article ?title ?date ?confidence WHERE {{
    ?claim a kg:Claim ; rdf:predicate ?relation ; kg:quote ?sentence ; kg:confidence ?confidence ; prov:wasDerivedFrom ?source .
    ?source dcterms:identifier ?article . OPTIONAL {{ ?source dcterms:title ?title }} OPTIONAL {{ ?source dcterms:date ?date }}
    {{ ?claim rdf:subject <{0}> ; rdf:object ?other . BIND ("→" AS ?way) }} UNION {{ ?claim rdf:object <{0}> ; rdf:subject ?other . BIND ("←" AS ?way) }}
    ?other skos:prefLabel ?label .
}} ORDER BY ?relation ?way ?label ?article ?sentence LIMIT 500"""
NAMES = "SELECT ?p ?o ?label WHERE {{ <{0}> ?p ?o OPTIONAL {{ ?o skos:prefLabel|dcterms:title ?label }} }} ORDER BY ?p ?label ?o"
PLAIN = {"type": "类 class", "altLabel": "别名 alias", "subject": "主体 subject", "predicate": "关系 relation", "object": "客体 object",
         "wasDerivedFrom": "文章 article", "identifier": "编号 identifier", "title": "标题 title"}


class Server(ThreadingHTTPServer):
    """Serves the Turtle file `path` on the loopback address; `port` 0 takes a free one (see `server_port`)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: str | Path, port: int = 0, seconds: float = 5.0, rows: int = 10_000, workers: int = 4) -> None:
        self.path = Path(path)
        self._making = threading.Lock()
        self._watching = threading.Lock()
        self._connections: set[socket.socket] = set()
        self._until: dict[socket.socket, float] = {}      # of the connections that are being read
        self.workers = Workers(str(path), workers, seconds, rows)
        try:
            super().__init__(("127.0.0.1", port), Handler)
        except OSError:
            self.workers.close()
            raise

    def explorer(self) -> bytes:
        """The explorer, made once."""
        with self._making:
            return self._explorer

    @cached_property
    def _explorer(self) -> bytes:
        """The explorer: the one beside the file if it is of the same build, for it may carry the articles, else one made from the file."""
        from kg.export import html as page
        from kg.loading import load
        from kg.output import sibling

        if beside := sibling(self.path, "graph.html"):
            return beside.read_bytes()
        return "".join(page.parts(load(self.path), texts=False)).encode("utf-8")

    def process_request(self, request, client_address) -> None:
        with self._watching:
            full = len(self._connections) >= CONNECTIONS
            if not full:
                self._connections.add(request)
        if full:      # told and closed here, so that no thread is needed for it
            with suppress(OSError):
                request.settimeout(1)
                request.sendall(FULL)
            return self.shutdown_request(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        with self._watching:
            self._connections.discard(request)
            self._until.pop(request, None)
        super().shutdown_request(request)

    def watch(self, connection: socket.socket) -> None:
        """From now the client has `PATIENCE` seconds to say what it wants, whether it says nothing or a byte now and then."""
        with self._watching:
            self._until[connection] = time.monotonic() + PATIENCE

    def unwatch(self, connection: socket.socket) -> None:
        """The client has said it."""
        with self._watching:
            self._until.pop(connection, None)

    def service_actions(self) -> None:
        """Twice a second, by serve_forever: close what took too long."""
        now = time.monotonic()
        with self._watching:
            late = [c for c, until in self._until.items() if until < now]
            for connection in late:
                del self._until[connection]
        for connection in late:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def server_close(self) -> None:
        super().server_close()
        self.workers.close()


class Handler(BaseHTTPRequestHandler):
    """One request. Whatever it holds, the answer is a page, results, or a sentence with a 4xx or 5xx."""

    server: Server
    server_version = f"zhengtu/{kg.__version__}"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 10      # seconds in which a client says nothing

    def handle_one_request(self) -> None:
        self.server.watch(self.connection)
        super().handle_one_request()

    def do_GET(self) -> None:
        self._answer(self._get)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        self._answer(self._post)

    def do_OPTIONS(self) -> None:
        self._send(Reply(204, "text/plain", b""), {"Allow": "GET, HEAD, POST, OPTIONS"})

    def do_PUT(self) -> None:
        self.close_connection = True      # whatever comes with it is not read
        self._send(Reply(405, "text/plain", b"This server only reads.\n"), {"Allow": "GET, HEAD, POST, OPTIONS"})

    do_DELETE = do_PATCH = do_PUT

    def _answer(self, work) -> None:
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in HOSTS:      # another site's name that points here
            self.close_connection = True
            return self._say(403, "This server answers to 127.0.0.1 and localhost alone.")
        if self._foreign():
            self.close_connection = True
            return self._say(403, "This server answers no other site's pages.")
        self.server.unwatch(self.connection)
        work()

    def _foreign(self) -> bool:
        """Whether the page of another site asks: a browser says so in Origin, and for what only programs need in Sec-Fetch-Site."""
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{self.headers.get('Host')}":
            return True
        return self.path.startswith("/sparql") and self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")

    def _get(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/sparql":
            return self._protocol(url.query, None)
        if url.path == "/":
            nonce = secrets.token_urlsafe(16)      # for the styles that the editor makes
            page = _static("index.html").replace(b"{{nonce}}", nonce.encode())
            return self._send(Reply(200, "text/html; charset=utf-8", page), {"Content-Security-Policy": POLICY.format(nonce=nonce)})
        if url.path in STATIC:
            return self._send(Reply(200, STATIC[url.path] + "; charset=utf-8", _static(url.path[1:])))
        if url.path == "/queries.json":
            known = [{"name": q.name, "title": q.title, "parameters": q.parameters, "text": q.text} for q in query.library().values()]
            return self._send(Reply(200, "application/json", json.dumps(known, ensure_ascii=False).encode()))
        if url.path == "/terms.json":
            return self._send(Reply(200, "application/json", json.dumps(_terms(), ensure_ascii=False).encode()))
        if url.path == "/graph.html":
            return self._send(Reply(200, "text/html; charset=utf-8", self.server.explorer()), {"Content-Security-Policy": "frame-ancestors 'none'"})
        if url.path.startswith("/id/"):
            return self._thing(unquote(url.path.removeprefix("/id/")))
        self._say(404, "There is no such page here; the endpoint is /sparql.")

    def _post(self) -> None:
        url = urlsplit(self.path)
        if url.path != "/sparql":
            self.close_connection = True
            return self._say(405 if url.path in ("/", *STATIC) else 404, "Queries go to /sparql.")
        size = self.headers.get("Content-Length", "")
        if not (size.isascii() and size.isdigit()) or "Transfer-Encoding" in self.headers or len(self.headers.get_all("Content-Length")) > 1:
            self.close_connection = True
            return self._say(411, "Say how long the query is (Content-Length).")
        if int(size) > 3 * QUERY_BYTES:      # percent-encoded, a query grows threefold
            self.close_connection = True
            return self._say(413, f"A query may have {QUERY_BYTES} bytes.")
        try:
            self.server.watch(self.connection)
            body = self.rfile.read(int(size)).decode("utf-8")
            self.server.unwatch(self.connection)
        except UnicodeDecodeError:
            return self._say(400, "The query is not in UTF-8.")
        except OSError:
            self.close_connection = True
            return None
        kind = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind == FORM:
            return self._protocol(body, None)
        if kind == QUERY:
            return self._protocol(url.query, body)
        if kind == UPDATE:
            return self._say(403, "The graph is read-only; updates are refused.")
        self._say(415, f"Send a query as {QUERY} or {FORM}.")

    def _protocol(self, parameters: str, text: str | None) -> None:
        """SPARQL 1.1 Protocol, query operation: the parameter `query` once, and no other dataset than ours."""
        try:
            given = parse_qs(parameters, keep_blank_values=True, errors="strict", max_num_fields=20)
        except ValueError:
            return self._say(400, "The parameters can't be read.")
        if "update" in given:
            return self._say(403, "The graph is read-only; updates are refused.")
        if given.keys() & {"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"}:
            return self._say(403, "There is one graph here; no other can be named.")
        queries = given.get("query", []) if text is None else [text, *given.get("query", [])]
        if not queries and not given and self.command in ("GET", "HEAD"):
            return self._describe()
        if len(queries) != 1:
            return self._say(400, "Give one query, as the parameter query or as the body.")
        if len(queries[0].encode("utf-8", "replace")) > QUERY_BYTES:
            return self._say(413, f"A query may have {QUERY_BYTES} bytes.")
        if word := guard.refused(queries[0]):
            return self._say(403, f"{word} is refused: this endpoint only reads its own graph.")
        reply = self.server.workers.ask(queries[0], self.headers.get("Accept", ""))
        self._send(reply, {"Vary": "Accept", **({"X-Zhengtu-Cut": str(self.server.workers.rows)} if reply.cut else {})})

    def _describe(self) -> None:
        """SPARQL 1.1 Service Description: what the endpoint is, to whoever asks it nothing."""
        kind = answers.wanted(self.headers.get("Accept", ""), answers.TRIPLES)
        if kind is None:
            return self._say(406, "The service description comes as Turtle, N-Triples, JSON-LD or RDF/XML.")
        self._send(Reply(200, kind, answers.description(f"http://127.0.0.1:{self.server.server_port}/sparql", kind)), {"Vary": "Accept"})

    def _thing(self, name: str) -> None:
        iri = vocabulary().entities + quote(name, safe="-")
        if not name or quote(name, safe="-") != name:
            return self._say(404, "There is no such entity here.")
        if answers.wanted(self.headers.get("Accept", ""), ("text/html", *answers.TRIPLES)) != "text/html":
            reply = self.server.workers.ask(f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}", self.headers.get("Accept", ""))
            if reply.status == 200 and not reply.body.strip(b" \n[]{}") or b"id:" + name.encode() not in reply.body and iri.encode() not in reply.body:
                return self._say(404, "There is no such entity here.")
            return self._send(reply, {"Vary": "Accept"})
        facts = self._rows(NAMES.format(iri))
        if not facts:
            return self._say(404, "There is no such entity here.")
        self._send(Reply(200, "text/html; charset=utf-8", _page(name, facts, self._rows(ABOUT.format(iri))).encode()), {"Vary": "Accept"})

    def _rows(self, text: str) -> list[dict[str, dict]]:
        reply = self.server.workers.ask(text, "application/json")
        return json.loads(reply.body)["results"]["bindings"] if reply.status == 200 else []

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server itself finds wrong with a request (a line too long, a method unknown): a sentence, and the end."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = "HTTP/1.1"
        self._say(code, f"The request is refused: {HTTPStatus(code).phrase}.")

    def _say(self, status: int, sentence: str) -> None:
        self._send(Reply(status, "text/plain; charset=utf-8", (sentence + "\n").encode()))

    def _send(self, reply: Reply, headers: dict[str, str] | None = None) -> None:
        sent = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body)), "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": POLICY.replace(" 'nonce-{nonce}'", ""), "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", **(headers or {})}
        try:
            self.send_response(reply.status, HTTPStatus(reply.status).phrase)
            for name, value in sent.items():
                if value:
                    self.send_header(name, value)
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)
        except OSError:      # the client has gone
            self.close_connection = True

    def log_message(self, format: str, *args) -> None:      # the terminal is for what concerns its user
        pass


def _terms() -> list[dict[str, str]]:
    """What the editor completes: the terms of the ontology with their labels, and the usual ones of others."""
    known = vocabulary()
    ours = [
        {"label": f"kg:{t.name}", "type": kind, "detail": t.zh, "info": t.define_en}
        for kind, part in (("class", known.classes), ("class", known.records), ("property", known.relations), ("property", known.qualifiers), ("property", known.properties))
        for t in part.values()]
    return ours + [{"label": t, "type": "property"} for t in (
        "skos:prefLabel", "skos:altLabel", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:subClassOf", "prov:wasDerivedFrom",
        "dcterms:identifier", "dcterms:title", "dcterms:date", "dcterms:source")]


def _static(name: str) -> bytes:
    return files("kg").joinpath("serve", "web", name).read_bytes()


def _page(name: str, facts: list[dict], claims: list[dict]) -> str:
    """What is said of an entity (or of a claim), as a page; every text is escaped."""
    known = vocabulary()
    terms = {**known.records, **known.properties, **known.qualifiers, **known.relations, **known.classes}

    def short(term: dict, label_: dict | None = None) -> str:
        value = term["value"]
        if term["type"] != "uri":
            return html.escape(value)
        if value.startswith(known.entities) and "#" not in value:
            local = value.removeprefix(known.entities)
            return f'<a href="/id/{html.escape(local)}">{html.escape(label_["value"] if label_ else local)}</a>'
        local = value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return html.escape(f"{terms[local].zh} {local}" if value.startswith(known.namespace) and local in terms else PLAIN.get(local, local))

    label = next((f["o"]["value"] for f in facts if f["p"]["value"].endswith("#prefLabel")), name)
    facts = sorted(facts, key=lambda f: f["p"]["value"].endswith("#mentionedIn"))      # of which there may be thousands
    skip = ("#mention", "#prefLabel", "#joined", "#key")
    rows = "".join(f"<tr><th>{short(f['p'])}</th><td>{short(f['o'], f.get('label'))}</td></tr>" for f in facts if not f["p"]["value"].endswith(skip))
    said = "".join(
        f"<tr><td>{html.escape(c['way']['value'])} {short(c['relation'])}</td><td><a href=\"/id/{html.escape(c['other']['value'].rsplit('/', 1)[-1])}\">"
        f"{html.escape(c['label']['value'])}</a></td><td><q>{html.escape(c['sentence']['value'])}</q></td><td>{html.escape(c.get('title', c['article'])['value'])}"
        f"{' · ' + html.escape(c['date']['value']) if 'date' in c else ''}</td><td>{round(100 * float(c['confidence']['value']))}%</td></tr>" for c in claims)
    return (f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{html.escape(label)} · 政图</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/app.css"></head>'
            f'<body><p><a href="/">政图 Zhengtu</a> · <a href="/graph.html#node={html.escape(name)}">在图上看 See it in the graph</a></p><h1>{html.escape(label)}</h1>'
            + (f"<h2>关系 Links</h2><table>{said}</table>" if said else "") + f"<h2>资料 About</h2><table>{rows}</table></body></html>")
