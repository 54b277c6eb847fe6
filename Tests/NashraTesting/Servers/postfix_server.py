#!/usr/bin/env python3
"""Debian's Postfix on a free port of 127.0.0.1, delivering to Debian's Dovecot.

    postfix_server.py FOLDER [--login USER:PASSWORD] [--no-smtputf8] [--with-parent]

Prints one line when it takes mail: the port. It needs root, as Postfix's master
does, and touches nothing outside FOLDER:

    mail/ADDRESS/new      the Maildirs, by recipient, as Dovecot's LMTP fills them
    mail/utf8/new         what is for utf8.test, as Postfix's virtual(8) fills it:
                          Dovecot's LMTP takes no SMTPUTF8
    log, dovecot.log      what they say
    authority.pem         whom to trust: STARTTLS is offered, and with --login
                          nothing is taken without it and a login

Mail for gone…@example.org has no mailbox; any other address at example.org has.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import certificates

MAIN = """
compatibility_level = 3.7
queue_directory = {folder}/spool
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mail.example.org
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtputf8_enable = {utf8}
virtual_mailbox_domains = example.org, utf8.test
virtual_mailbox_maps = regexp:{folder}/etc/mailboxes
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
virtual_transport = lmtp:unix:{folder}/lmtp
transport_maps = inline:{{ utf8.test=virtual: }}
smtpd_recipient_restrictions = {access}, reject_unauth_destination
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_chain_files = {folder}/key.pem, {folder}/certificate.pem
smtpd_sasl_auth_enable = {login}
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/auth
smtpd_tls_auth_only = yes
# No look at names: nothing leaves this machine.
smtp_dns_support_level = disabled
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup   unix n - n 60 1 pickup
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
tlsmgr   unix - - n 1000? 1 tlsmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
verify   unix - - n - 1 verify
flush    unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp     unix - - n - - smtp
relay    unix - - n - - smtp
showq    unix n - n - - showq
error    unix - - n - - error
retry    unix - - n - - error
discard  unix - - n - - discard
virtual  unix - n n - - virtual
lmtp     unix - - n - - lmtp
anvil    unix - - n - 1 anvil
scache   unix - - n - 1 scache
postlog  unix-dgram n - n - 1 postlogd
"""

DOVECOT = """
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
protocols = lmtp
ssl = no
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
service lmtp {{
  unix_listener {folder}/lmtp {{
    user = postfix
    mode = 0600
  }}
}}
service auth {{
  unix_listener {folder}/auth {{
    user = postfix
    mode = 0600
  }}
}}
"""


def write(folder, options, port):
    login = options.login is not None
    values = {
        "folder": folder, "port": port, "user": 8, "group": 8,
        "utf8": "no" if options.no_smtputf8 else "yes", "login": "yes" if login else "no",
        "access": "permit_sasl_authenticated, reject" if login else "permit_mynetworks",
    }
    for name in ("etc", "spool", "data", "mail", "dovecot"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix", "postfix")
    os.chown(folder / "mail", values["user"], values["group"])
    (folder / "etc/main.cf").write_text(MAIN.format(**values))
    (folder / "etc/master.cf").write_text(MASTER.format(**values))
    (folder / "etc/mailboxes").write_text("!/^gone/ utf8/\n")
    (folder / "dovecot.conf").write_text(DOVECOT.format(**values))
    user, _, password = (options.login or "nobody:").partition(":")
    (folder / "users").write_text(f"{user}:{{PLAIN}}{password}\n" if login else "")
    for name in ("", "etc", "spool"):
        (folder / name).chmod(0o755)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def greeting(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return line.recv(4).startswith(b"220")
    except OSError:
        return False


def start(*command):
    """A server, with its own children in a process group."""
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr,
        start_new_session=True)


def guard(*servers):
    """Ends the servers as soon as this process is gone, however it ended: the
    kernel forgets what a parent's death means once Postfix has changed its user."""
    ours, its = os.pipe()
    if os.fork():
        os.close(ours)
        return
    os.setsid()
    os.close(its)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    os.read(ours, 1)
    for server in servers:
        try:
            os.killpg(server.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--login")
    parser.add_argument("--no-smtputf8", action="store_true")
    parser.add_argument("--with-parent", action="store_true")
    options = parser.parse_args()
    folder = options.folder.resolve()
    port = free_port()
    certificates.make(folder, "good")
    write(folder, options, port)

    configuration = folder / "etc"
    subprocess.run(
        ["/usr/sbin/postfix", "-c", configuration, "check"], check=True,
        stdin=subprocess.DEVNULL, stdout=sys.stderr)
    servers = [
        start("/usr/sbin/dovecot", "-F", "-c", folder / "dovecot.conf"),
        start("/usr/lib/postfix/sbin/master", "-d", "-c", configuration),
    ]
    guard(*servers)
    while not (greeting(port) and (folder / "lmtp").exists()):
        if any(server.poll() is not None for server in servers):
            sys.exit(f"{(folder / 'log').read_text()}{(folder / 'dovecot.log').read_text()}")
        time.sleep(0.02)
    print(port, flush=True)
    if options.with_parent:
        sys.stdin.buffer.read()
    else:
        signal.pause()


if __name__ == "__main__":
    main()
