"""Certificates that test servers show, made by OpenSSL: good ones and bad ones."""

import subprocess

KINDS = ("good", "expired", "other-name", "self-signed")


def make(folder, kind="self-signed"):
    """Makes `certificate.pem` with its key `key.pem`, and `authority.pem`, which
    is whom a client must trust to find a good one good."""
    certificate, key, authority = (
        folder / name for name in ("certificate.pem", "key.pem", "authority.pem"))
    if kind == "self-signed":
        issue("req", "-x509", *new_key(key), "-out", certificate, "-days", "2",
              "-subj", "/CN=localhost", "-addext", names("localhost"))
        authority.write_bytes(certificate.read_bytes())
        return certificate, key
    authority_key = folder / "authority-key.pem"
    issue("req", "-x509", *new_key(authority_key), "-out", authority, "-days", "2",
          "-subj", "/CN=Nashra's test authority")
    name = "elsewhere.example.org" if kind == "other-name" else "localhost"
    request = folder / "request.pem"
    issue("req", *new_key(key), "-out", request, "-subj", f"/CN={name}")
    (folder / "ca.cnf").write_text(f"""
[ca]
default_ca = test
[test]
database = {folder}/ca.index
serial = {folder}/ca.serial
new_certs_dir = {folder}
certificate = {authority}
private_key = {authority_key}
default_md = sha256
policy = any
x509_extensions = leaf
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = CA:false
{names(name).replace("=", " = ", 1)}
""")
    (folder / "ca.index").write_text("")
    (folder / "ca.serial").write_text("01\n")
    end = ["-enddate", "20210101000000Z"] if kind == "expired" else ["-days", "2"]
    issue("ca", "-batch", "-notext", "-config", folder / "ca.cnf", "-in", request,
          "-out", certificate, "-startdate", "20200101000000Z", *end)
    return certificate, key


def names(name):
    addresses = ",IP:127.0.0.1" if name == "localhost" else ""
    return f"subjectAltName=DNS:{name}{addresses}"


def new_key(path):
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", path]


def issue(*arguments):
    done = subprocess.run(
        ["openssl", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"openssl {arguments[0]}: {done.stderr}")
