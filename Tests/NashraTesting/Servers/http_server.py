#!/usr/bin/env python3
"""A loopback HTTP server that keeps what it is asked and answers as it is told.

    http_server.py FOLDER [--port N] [--tls] [--with-parent]

Prints one line when it is ready: the port. Under FOLDER:

    requests/000001.json   {"method", "path", "headers": [[name, value], …], "connection", "time"}
    requests/000001.body   the body's bytes
    connections            a line a connection, also of those that asked nothing
    routes.json            what to answer; read again at each request
    files/                 what "file" names
    certificate.pem        the self-signed certificate of --tls

routes.json is an object from path (without query; "*" is any other) to an
answer, or to a list of answers given one after another, the last one for ever:

    {"status": 200, "headers": {"Content-Type": "text/plain"}, "body": "ok"}
    {"file": "feed.xml"}            with ETag and Last-Modified of the file as it is now,
                                    304 to validators that match
    {"delay": 0.5}                  seconds before the answer
    {"trickle": 0.1}                a byte of the body each 0.1 seconds
    {"huge": 2147483648}            a body of so many bytes
    {"gzip": true}                  packs the body, also a huge one, if the client takes it
    {"close": true}                 hangs up without an answer
    {"cut": 10}                     hangs up after so many bytes of the body

A path without a route is 404. --with-parent ends it when standard input closes.
"""

import argparse
import gzip
import hashlib
import http.server
import itertools
import json
import os
import ssl
import subprocess
import sys
import threading
import time
import zlib
from email.utils import formatdate
from pathlib import Path


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = itertools.count(1)
    requests = itertools.count(1)
    turns = {}
    lock = threading.Lock()

    def setup(self):
        super().setup()
        with self.lock:
            self.number = next(Handler.connections)
            with open(self.server.folder / "connections", "a") as file:
                file.write(f"{self.number}\n")

    def log_message(self, *words):
        pass

    def answer(self):
        self.keep()
        route = self.route()
        time.sleep(route.get("delay", 0))
        if route.get("close"):
            self.close_connection = True
            return
        headers = dict(route.get("headers", {}))
        status = route.get("status", 200)
        body = route.get("body", "").encode()
        if "file" in route:
            status, body = self.file(route["file"], headers, status)
        if route.get("gzip") and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            if "huge" not in route:
                body = gzip.compress(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status == 304 or status == 204:
            self.end_headers()
        elif "huge" in route:
            self.send_huge(route["huge"], "Content-Encoding" in headers)
        else:
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.send_body(route, body)

    do_GET = do_POST = do_PUT = do_HEAD = answer

    def send_body(self, route, body):
        if "trickle" in route:
            for index in range(len(body)):
                self.wfile.write(body[index:index + 1])
                self.wfile.flush()
                time.sleep(route["trickle"])
        elif "cut" in route:
            self.wfile.write(body[:route["cut"]])
            self.close_connection = True
        else:
            self.wfile.write(body)

    def send_huge(self, size, packed):
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        piece = b"x" * 65536
        packer = zlib.compressobj(9, zlib.DEFLATED, 31) if packed else None
        for _ in range(size // len(piece)):
            out = packer.compress(piece) if packer else piece
            if out:
                self.wfile.write(out)
        if packer:
            self.wfile.write(packer.flush())

    def file(self, name, headers, status):
        path = self.server.folder / "files" / name
        body = path.read_bytes()
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        modified = formatdate(path.stat().st_mtime, usegmt=True)
        headers |= {"ETag": etag, "Last-Modified": modified}
        asked = self.headers.get("If-None-Match")
        matches = asked == etag if asked else self.headers.get("If-Modified-Since") == modified
        return (304, b"") if matches else (status, body)

    def route(self):
        routes = json.loads((self.server.folder / "routes.json").read_text(encoding="utf-8"))
        path = self.path.partition("?")[0]
        route = routes.get(path, routes.get("*", {"status": 404, "body": "no route"}))
        if isinstance(route, dict):
            return route
        with self.lock:
            turn = Handler.turns.get(path, 0)
            Handler.turns[path] = turn + 1
        return route[min(turn, len(route) - 1)]

    def keep(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.lock:
            name = f"{next(Handler.requests):06}"
        folder = self.server.folder / "requests"
        (folder / f"{name}.body").write_bytes(body)
        facts = {
            "method": self.command, "path": self.path, "headers": self.headers.items(),
            "connection": self.number, "time": time.time(),
        }
        draft = folder / f"{name}.tmp"
        draft.write_text(json.dumps(facts), encoding="utf-8")
        draft.rename(folder / f"{name}.json")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--with-parent", action="store_true")
    options = parser.parse_args()
    for name in ("requests", "files"):
        (options.folder / name).mkdir(parents=True, exist_ok=True)
    server = Server(("127.0.0.1", options.port), Handler)
    server.folder = options.folder
    if not (options.folder / "routes.json").exists():
        (options.folder / "routes.json").write_text("{}")
    if options.tls:
        certificate, key = options.folder / "certificate.pem", options.folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
             "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    if options.with_parent:
        threading.Thread(
            target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
