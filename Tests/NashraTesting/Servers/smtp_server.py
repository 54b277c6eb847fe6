#!/usr/bin/env python3
"""A loopback SMTP server that keeps what it gets and misbehaves when told to.

    smtp_server.py FOLDER [--port N] [--starttls] [--tls] [--login USER:PASSWORD]
                   [--token USER:TOKEN] [--no-smtputf8] [--no-pipelining] [--size BYTES] [--certificate KIND]
                   [--with-parent]

Prints one line when it is ready: the port. Under FOLDER:

    messages/000001.eml   the message, as received, dots unstuffed
    messages/000001.json  sender, recipients, MAIL's parameters, connection, tls, login
    log                   a line an event: connections, commands, replies
    behaviour.json        how to misbehave; read again before each command
    certificate.pem       the certificate of --starttls and --tls, of one of the kinds
                          of certificates.py; self-signed if none is named
    authority.pem         whom to trust to find a good one good

behaviour.json, every key optional:

    {"mail":  {"sender@example.org": "451 4.7.1 later"},   replies to MAIL, by address
     "rcpt":  {"gone@example.org": "550 5.1.1 no such user"},
     "data":  {"full@example.org": "452 4.2.2 full"},       to DATA, by recipient
     "final": {"spam@example.org": "554 5.7.1 spam"},       to the final dot
     "drop":  {"cut@example.org": "data"},  closes: "mail", "rcpt", "data" (within the
                                            message) or "final" (kept, but not answered)
     "delay": 0.5,                          seconds before the final reply
     "stall": {"slow@example.org": "rcpt"}, never answers: "rcpt" or "final" (not kept)
     "most":  100}                          421 to MAIL after so many on one connection

--token asks for it by XOAUTH2, and by nothing else. `*` stands for any address. --with-parent ends it when standard input closes.
"""

import argparse
import asyncio
import base64
import json
import os
import ssl
import sys
from pathlib import Path

import certificates

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    """Keeps messages and says what to answer."""

    def __init__(self, folder):
        self.folder = folder
        self.messages = folder / "messages"
        self.messages.mkdir(parents=True, exist_ok=True)
        self.log_file = open(folder / "log", "a", encoding="utf-8")
        self.count = 0

    def log(self, text):
        self.log_file.write(text + "\n")
        self.log_file.flush()

    def behaviour(self):
        try:
            return json.loads((self.folder / "behaviour.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def told(self, step, addresses):
        table = self.behaviour().get(step, {})
        for address in addresses:
            if address in table:
                return table[address]
        return table.get("*")

    def keep(self, server, envelope):
        self.count += 1
        name = f"{self.count:06}"
        (self.messages / f"{name}.eml").write_bytes(envelope.original_content)
        facts = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "parameters": envelope.mail_options,
            "connection": server.number,
            "tls": server._tls_protocol is not None or server.wrapped,
            "login": bool(server.session.authenticated),
        }
        draft = self.messages / f"{name}.tmp"
        draft.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        draft.rename(self.messages / f"{name}.json")

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return (["250-PIPELINING"] if server.pipelining else []) + responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        await self.misbehave("mail", server, [address])
        most = self.behaviour().get("most")
        if most is not None and server.taken >= most:
            await server.push("421 4.7.0 too many messages on this connection")
            server.transport.close()
            return ""
        told = self.told("mail", [address])
        if told:
            return told
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 sender ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.misbehave("rcpt", server, [address])
        told = self.told("rcpt", [address])
        if told:
            return told
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_DATA(self, server, session, envelope):
        recipients = envelope.rcpt_tos
        behaviour = self.behaviour()
        if self.told("stall", recipients) == "final":
            await asyncio.sleep(3600)
        told = self.told("final", recipients)
        if not told:
            self.keep(server, envelope)
            server.taken += 1
        if behaviour.get("delay"):
            await asyncio.sleep(behaviour["delay"])
        await self.misbehave("final", server, recipients)
        return told or f"250 2.0.0 kept as {self.count:06}"

    async def misbehave(self, step, server, addresses):
        if self.told("stall", addresses) == step and step != "final":
            await asyncio.sleep(3600)
        if self.told("drop", addresses) == step:
            server.transport.abort()
            raise asyncio.CancelledError


class TokenKeeper(Keeper):
    """One that wants a token; aiosmtpd offers what `auth_` methods there are."""

    def __init__(self, folder, login):
        super().__init__(folder)
        self.user, self.token = login.split(":", 1)

    async def auth_XOAUTH2(self, server, args):
        wanted = f"user={self.user}\x01auth=Bearer {self.token}\x01\x01"
        if base64.b64decode(args[1]).decode() == wanted:
            return AuthResult(success=True, auth_data=self.user)
        # What is wrong is told in a challenge, which an empty line ends.
        await server.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=False, handled=False)


class Server(SMTP):
    connections = 0

    def __init__(self, keeper, wrapped=False, pipelining=True, **options):
        super().__init__(keeper, hostname="mail.example.org", ident="test", **options)
        self.keeper = keeper
        self.wrapped = wrapped
        self.pipelining = pipelining
        self.number = 0
        self.taken = 0

    def connection_made(self, transport):
        if self.number == 0:
            Server.connections += 1
            self.number = Server.connections
            self.keeper.log(f"{self.number} connected")
        super().connection_made(transport)

    async def push(self, status):
        text = status.decode("utf-8", "replace") if isinstance(status, bytes) else status
        if text:
            self.keeper.log(f"{self.number} S: {text}")
            await super().push(status)

    async def _handle_client(self):
        try:
            await super()._handle_client()
        except asyncio.CancelledError:
            pass

    async def smtp_RSET(self, arg):
        self.keeper.log(f"{self.number} C: RSET")
        await super().smtp_RSET(arg)

    async def smtp_QUIT(self, arg):
        self.keeper.log(f"{self.number} C: QUIT")
        await super().smtp_QUIT(arg)

    async def smtp_DATA(self, arg):
        recipients = self.envelope.rcpt_tos if self.envelope else []
        told = self.keeper.told("data", recipients)
        if told:
            await self.push(told)
            return
        if self.keeper.told("drop", recipients) == "data":
            await self.push("354 go ahead")
            await self._reader.readline()
            self.transport.abort()
            raise asyncio.CancelledError
        await super().smtp_DATA(arg)


def tls_context(folder, kind):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificates.make(folder, kind))
    return context


async def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--login")
    parser.add_argument("--token")
    parser.add_argument("--no-smtputf8", action="store_true")
    parser.add_argument("--no-pipelining", action="store_true")
    parser.add_argument("--size", type=int, default=64 * 1024 * 1024)
    parser.add_argument("--certificate", choices=certificates.KINDS, default="self-signed")
    parser.add_argument("--with-parent", action="store_true")
    options = parser.parse_args()

    options.folder.mkdir(parents=True, exist_ok=True)
    keeper = TokenKeeper(options.folder, options.token) if options.token else Keeper(options.folder)
    settings = {
        "pipelining": not options.no_pipelining,
        "data_size_limit": options.size,
        "enable_SMTPUTF8": not options.no_smtputf8,
        "auth_require_tls": False,
    }
    context = None
    if options.starttls or options.tls:
        context = tls_context(options.folder, options.certificate)
    if options.starttls:
        settings |= {"tls_context": context, "require_starttls": False}
    if options.login:
        user, password = options.login.split(":", 1)

        def check(server, session, envelope, mechanism, login):
            good = (login.login, login.password) == (user.encode(), password.encode())
            return AuthResult(success=good, handled=False, auth_data=user)

        settings |= {"authenticator": check, "auth_required": True}

    if options.token:
        settings |= {"auth_exclude_mechanism": ["LOGIN", "PLAIN"], "auth_required": True}

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    server = await loop.create_server(
        lambda: Server(keeper, wrapped=options.tls, **settings), "127.0.0.1", options.port,
        ssl=context if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    if options.with_parent:
        await loop.run_in_executor(None, sys.stdin.buffer.read)
        os._exit(0)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
