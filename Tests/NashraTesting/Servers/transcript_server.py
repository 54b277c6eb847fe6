#!/usr/bin/env python3
"""A loopback TCP server that plays a transcript to whoever connects.

    transcript_server.py FOLDER [--port N] [--with-parent]

Prints one line when it is ready: the port. FOLDER/transcript.json is a list of
conversations, one a connection, the last one for all that follow; with none, no
connection is ever made: who tries hangs. Each is a list of steps:

    {"send": "220 hello\\r\\n"}        text, in which \\u0080 to \\u00ff are bytes
    {"send": "x", "times": 1000000}   repeatedly, until the client hangs up
    {"expect": "MAIL"}                reads a line, which must begin so
    {"until": "\\r\\n.\\r\\n"}            reads until these bytes came
    {"sip": 65536, "sleep": 0.05}     reads no faster than so many bytes in a time
    {"sleep": 0.2}                    seconds
    {"close": "abort"}                hangs up, by a reset instead of an end

What clients sent is in FOLDER/received-1, -2 …; what did not come as expected
in FOLDER/unexpected. --with-parent ends it when standard input closes.
"""

import argparse
import json
import os
import socket
import struct
import sys
import threading
import time
from pathlib import Path


def play(steps, connection, folder, number):
    received = open(folder / f"received-{number}", "ab", buffering=0)
    buffered = b""

    def read():
        nonlocal buffered
        piece = connection.recv(65536)
        received.write(piece)
        buffered += piece
        return bool(piece)

    try:
        for step in steps:
            if "send" in step:
                for _ in range(step.get("times", 1)):
                    connection.sendall(step["send"].encode("latin-1"))
            elif "expect" in step:
                while b"\n" not in buffered:
                    if not read():
                        break
                line, _, buffered = buffered.partition(b"\n")
                if not line.startswith(step["expect"].encode()):
                    with open(folder / "unexpected", "a") as file:
                        file.write(f"{number}: {step['expect']!r} but {line!r}\n")
                    return
            elif "until" in step:
                end = step["until"].encode("latin-1")
                while end not in buffered:
                    if not read():
                        return
                buffered = buffered.partition(end)[2]
            elif "sip" in step:
                while connection.recv(step["sip"]):
                    time.sleep(step["sleep"])
            elif "sleep" in step:
                time.sleep(step["sleep"])
            elif step.get("close") == "abort":
                connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
    except OSError:
        pass
    finally:
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--with-parent", action="store_true")
    options = parser.parse_args()
    conversations = json.loads((options.folder / "transcript.json").read_text())
    listener = socket.create_server(
        ("127.0.0.1", options.port), backlog=128 if conversations else 0)
    if not conversations:
        # A queue that is full answers nobody.
        full = [socket.socket() for _ in range(2)]
        for client in full:
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
    print(listener.getsockname()[1], flush=True)
    if options.with_parent:
        threading.Thread(
            target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    number = 0
    while True:
        if not conversations:
            time.sleep(3600)
            continue
        connection, _ = listener.accept()
        steps = conversations[min(number, len(conversations) - 1)]
        number += 1
        threading.Thread(
            target=play, args=(steps, connection, options.folder, number), daemon=True).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
