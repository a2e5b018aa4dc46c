"""The real Caddy with our Caddyfile, on ports that need no rights."""

from __future__ import annotations

import ssl
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.operations.places import ROOT, environment, free_port, program, until

CADDYFILE = ROOT / "packaging" / "caddy" / "Caddyfile"


@dataclass(frozen=True, slots=True)
class Caddy:
    """One that serves https://localhost and trusts nobody's certificates but its own."""

    port: int
    plain_port: int
    storage: Path

    @property
    def url(self) -> str:
        """Where phones go."""
        return f"https://localhost:{self.port}"

    @property
    def plain_url(self) -> str:
        """The same without TLS."""
        return f"http://localhost:{self.plain_port}"

    @property
    def root(self) -> Path:
        """The certificate that a phone must trust."""
        return self.storage / "pki" / "authorities" / "local" / "root.crt"

    @property
    def trusting(self) -> str:
        """Chromium's flag to trust this Caddy as a phone does that has installed its authority."""
        signer = x509.load_pem_x509_certificate(
            self.root.with_name("intermediate.crt").read_bytes()
        )
        spki = signer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"--ignore-certificate-errors-spki-list={b64encode(sha256(spki).digest()).decode()}"

    def trust(self, *protocols: str) -> ssl.SSLContext:
        """What a phone that trusts it and nobody else would accept."""
        context = ssl.create_default_context(cafile=str(self.root))
        if protocols:
            context.set_alpn_protocols(list(protocols))
        return context

    def get(self, path: str, **headers: str) -> httpx.Response:
        """One call over TLS, verified."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(f"{self.url}{path}", headers=named, verify=self.trust(), timeout=20)


@contextmanager
def serving(folder: Path, upstream: int, **more: str) -> Iterator[Caddy]:
    """A Caddy before what listens at ``upstream``; ended at the end of the block."""
    caddy = Caddy(free_port(), free_port(), folder / "storage")
    env = environment(
        folder,
        TEMU_SITE="localhost",
        TEMU_UPSTREAM=f"127.0.0.1:{upstream}",
        TEMU_HTTPS_PORT=str(caddy.port),
        TEMU_HTTP_PORT=str(caddy.plain_port),
        TEMU_CADDY_STORAGE=str(caddy.storage),
        **more,
    )
    command = [program("caddy"), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        until(lambda: process.poll() is not None or _shakes_hands(caddy))
        assert process.poll() is None, (folder / "caddy.log").read_text()
        yield caddy
    finally:
        process.terminate()
        assert process.wait(20) == 0


def _shakes_hands(caddy: Caddy) -> bool:
    try:
        caddy.get("/api/health")
    except (FileNotFoundError, ssl.SSLError, httpx.TransportError):
        # Its certificate is not there yet, or only begun.
        return False
    return True
