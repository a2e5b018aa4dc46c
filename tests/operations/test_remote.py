"""First installation, update and the way back, over a real sshd."""

from __future__ import annotations

import getpass
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from temu_desktop.sandbox.config import SandboxConfig
from tests.operations.places import (
    API_KEY,
    PYTHON,
    ROOT,
    environment,
    free_port,
    program,
    shop,
    until,
)
from tests.operations.pm2 import BIN, Pm2
from tests.sandbox_zygote import start_sandbox

SCRIPTS = [*sorted((ROOT / "packaging" / "remote").glob("*.sh")), ROOT / "packaging" / "setup.sh"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script: Path) -> None:
    done = subprocess.run(
        [program("shellcheck"), "-x", str(script)], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""


def _git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@dataclass(frozen=True, slots=True)
class Site:
    """A checkout from which is deployed, and the server's folder."""

    checkout: Path
    home: Path
    pm2: Pm2
    target: str
    env: dict[str, str]

    def deploy(self, command: str, *, well: bool = True, **env: str) -> str:
        """Run a command of deploy.sh; everything it said."""
        done = subprocess.run(
            [str(self.checkout / "packaging/remote/deploy.sh"), command, self.target],
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode == 0) is well, said
        return said

    def release(self, version: str, *, broken: bool = False) -> None:
        """Commit another version."""
        init = self.checkout / "temu_desktop" / "__init__.py"
        text = init.read_text(encoding="utf-8")
        head = text[: text.index("__version__")]
        init.write_text(f'{head}__version__ = "{version}"\n', encoding="utf-8")
        if broken:
            (self.checkout / "headless" / "main.py").write_text("raise SystemExit('broken')\n")
        _git(self.checkout, "commit", "-qam", version)

    def version(self) -> str:
        """What runs, as it says itself."""
        return str(self.pm2.call("GET", "/api/health")["version"])


def _checkout(folder: Path) -> Path:
    listed = _git(ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "first")
    return folder


def _version_of_python() -> bytes:
    """What the first Python that a server would take calls itself."""
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        if shutil.which(name):
            asked = subprocess.run([name, "--version"], capture_output=True, check=False)
            if asked.returncode == 0:
                return asked.stdout
    raise AssertionError("there is no Python")


def _packages_are_there(home: Path) -> None:
    """This checkout's packages instead of the ten minutes that an installation may take."""
    requirements = ROOT / "requirements" / "headless.txt"
    text = requirements.read_bytes() + _version_of_python()
    hashed = hashlib.sha256(text).hexdigest()[:16]
    (home / "venvs").mkdir(parents=True)
    (home / "venvs" / hashed).symlink_to(PYTHON.parent.parent)
    (home / "venvs" / f"{hashed}.ready").touch()


@pytest.fixture
def ssh(pm2: Pm2) -> Iterator[str]:
    """The command that reaches an sshd of this test alone, with a key made for it."""
    daemon, keygen = program("sshd"), program("ssh-keygen")
    folder = Path(tempfile.mkdtemp(prefix="ssh-"))
    for name in ("host", "key"):
        subprocess.run(
            [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/key.pub\nStrictModes no\nUsePAM no\n"
        f"PasswordAuthentication no\nPermitRootLogin prohibit-password\n"
        f"SetEnv PATH={BIN}:{pm2.env['PATH']} PM2_HOME={pm2.home} PM2_DISCRETE_MODE=true\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [daemon, "-D", "-e", "-f", str(folder / "config")], stdout=log, stderr=log
        )
    options = (
        f"-F none -p {port} -i {folder}/key -o BatchMode=yes -o StrictHostKeyChecking=accept-new "
        f"-o UserKnownHostsFile={folder}/known"
    )
    try:
        until(lambda: "listening" in (folder / "log").read_text(), 10)
        yield f"{program('ssh')} {options}"
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


def _site(folder: Path, pm2: Pm2, target: str, **env: str) -> Site:
    checkout, home = folder / "checkout", folder / "server"
    _packages_are_there(home)
    (home / "shared").mkdir()
    (home / "shared" / ".env").write_text(
        f"UVICORN_PORT={pm2.port}\nAPI_KEY={API_KEY}\nTEMU_DATA_DIR={folder / 'data'}\n"
        "TEMU_LANGUAGE=en\n"
    )
    base = environment(folder / "user", PM2_HOME=str(pm2.home), PM2_DISCRETE_MODE="true")
    for name in ("API_KEY", "TEMU_DATA_DIR", "TEMU_LANGUAGE"):
        del base[name]
    base |= {"PATH": f"{BIN}:{base['PATH']}", "TEMU_HOME": str(home), **env}
    return Site(_checkout(checkout), home, pm2, target, base)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_server_is_installed_updated_and_led_back(pm2: Pm2, ssh: str, tmp_path: Path) -> None:
    site = _site(tmp_path, pm2, f"{getpass.getuser()}@127.0.0.1", TEMU_SSH=ssh)
    options = SandboxConfig(orders=5, skus=5, qps=0, data_dir=tmp_path / "sandbox")
    sandbox = start_sandbox(options)
    try:
        with (site.home / "shared" / ".env").open("a") as settings:
            settings.writelines(f"{key}={value}\n" for key, value in shop(sandbox.address).items())
        assert "nothing is installed" in site.deploy("update", well=False)
        site.deploy("install")
        first = site.version()
        assert "runs already" in site.deploy("install")
        # The daily look is silent as long as all is well.
        assert site.deploy("health") == ""

        site.release("9.0.1")
        assert "backup: " in site.deploy("update")
        assert len(list((tmp_path / "data" / "backups").glob("*.db"))) == 1
        assert site.version() == "9.0.1"

        site.release("9.0.2", broken=True)
        assert "did not get well" in site.deploy("update", well=False, TEMU_HEALTH_SECONDS="8")
        assert site.version() == "9.0.1"

        site.deploy("rollback")
        assert site.version() == first
        assert f"http://127.0.0.1:{pm2.port}" in site.deploy("logs")
        pm2("stop", "temu-api")
        assert "headless mode: 0 instead of 200" in site.deploy("health", well=False)
    finally:
        sandbox.end()


def test_two_deployments_at_once_do_not_meet(pm2: Pm2, tmp_path: Path) -> None:
    site = _site(tmp_path, pm2, "local")
    lock = site.home / ".lock"
    holder = subprocess.Popen(
        ["flock", str(lock), "bash", "-c", "echo held; read -r _"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert "another deployment is under way" in site.deploy("install", well=False)
    finally:
        holder.communicate(b"\n", timeout=10)
