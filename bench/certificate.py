"""A certificate for loopback, in a bundle as long as a stock one."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Where its parts are."""

    own: Path
    key: Path
    bundle: Path
    """Ours among everybody else's, for a client to trust."""


def make_certificate(folder: Path) -> Certificate:
    """Write a certificate for localhost, and a bundle that trusts it.

    The bundle's length matters: reading it anew for every call is what stock Bolt pays for.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(own=folder / "own.pem", key=folder / "key.pem", bundle=folder / "bundle.pem")
    own = certificate.public_bytes(serialization.Encoding.PEM)
    stock = ssl.get_default_verify_paths().cafile
    made.own.write_bytes(own)
    made.bundle.write_bytes(own + (Path(stock).read_bytes() if stock else b""))
    made.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made
