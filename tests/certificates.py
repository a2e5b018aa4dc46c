"""A certificate for this machine, made by openssl as an administrator would."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Files:
    """Where certificate and key lie."""

    certificate: Path
    key: Path


def certificate(folder: Path, address: str) -> Files:
    """A self-signed certificate for an IP address, good for a day."""
    files = Files(folder / "cert.pem", folder / "key.pem")
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    words += ["-nodes", "-days", "1", "-subj", f"/CN={address}"]
    words += ["-addext", f"subjectAltName=IP:{address}"]
    words += ["-keyout", str(files.key), "-out", str(files.certificate)]
    subprocess.run(words, check=True, capture_output=True)
    return files
