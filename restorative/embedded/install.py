"""Brings in what the product is built on; does nothing when nothing has changed."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from restorative.embedded.machine import brings_servers, check_machine
from restorative.embedded.places import CHECKOUT, PYTHON, RUN, VENV, make_folder
from restorative.embedded.steps import Trouble, say, step

REQUIREMENTS = CHECKOUT / "requirements"
NODE_AT_LEAST = 20
FREE_BYTES_TO_INSTALL = 1_500_000_000
# What the stylesheet and script are made from, and where they go.
ASSET_SOURCES = ("package.json", "package-lock.json", ".npmrc", "static/scss", "static/js")
ASSETS_BUILT = CHECKOUT / "static" / "dist"


def install_packages(groups: set[str]) -> None:
    """Install the locked packages of these groups, besides those installed before.

    Groups are only ever added: `make run` after `make test` must not take the tests' away.
    The servers come along unless the environment names others.
    """
    stamp = VENV / "installed"
    before = stamp.read_text().split("\n") if stamp.exists() and _works(PYTHON) else [""]
    groups = groups | {"uv", "run"} | set(before[0].split())
    if brings_servers():
        groups |= {"laptop"}
    now = f"{' '.join(sorted(groups))}\n{_fingerprint(REQUIREMENTS / f'{g}.txt' for g in sorted(groups))}"
    if "\n".join(before) == now:
        return

    if "laptop" in groups:
        check_machine()
    _check_disk()
    if not _works(PYTHON):
        with step("Making a Python environment"):
            _make_venv()
    stamp.unlink(missing_ok=True)
    with step(f"Installing Python packages ({', '.join(sorted(groups - {'uv'}))})"):
        _sync([REQUIREMENTS / f"{group}.txt" for group in sorted(groups)])
    stamp.write_text(now)


def build_assets() -> None:
    """Fetch the design system and make our stylesheet and script from it."""
    if not (CHECKOUT / "package.json").exists():
        return
    stamp = RUN / "assets.stamp"
    now = _fingerprint(_files(ASSET_SOURCES))
    if stamp.exists() and stamp.read_text() == now and ASSETS_BUILT.exists():
        return

    environment = _node_environment()
    fetched = CHECKOUT / "node_modules" / ".restorative-stamp"
    wanted = _fingerprint([CHECKOUT / "package.json", CHECKOUT / "package-lock.json"])
    if not fetched.exists() or fetched.read_text() != wanted:
        _check_disk()
        with step("Fetching the design system (npm)"):
            _run(["npm", "ci", "--ignore-scripts"], "npm could not fetch its packages", environment)
        fetched.write_text(wanted)
    with step("Making the stylesheet and script"):
        _run(["npm", "run", "build"], "The stylesheet could not be made", environment)
    make_folder(RUN)
    stamp.write_text(now)


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        if "ensurepip" in made.stdout + made.stderr:
            raise Trouble("Python's venv is missing. On Debian: apt-get install python3-venv")
        raise Trouble(f"Python could not make an environment:\n{_tail(made.stdout + made.stderr)}")


def _sync(locks: list[Path]) -> None:
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", VIRTUAL_ENV=str(VENV))
    if not _home_is_writable():
        environment |= {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        # The locks are whole, and leave out what a package names without using it.
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    trouble = (
        "The Python packages could not be installed. Is there a way to the internet? "
        "Behind a mirror, set UV_DEFAULT_INDEX, or INSTALLER=pip to use pip and its configuration"
    )
    if os.environ.get("INSTALLER") == "pip":
        given = [part for lock in locks for part in ("--requirement", str(lock))]
        _run([*pip, *given], trouble, environment)
        return
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        _run([*pip, "--requirement", str(REQUIREMENTS / "uv.txt")], trouble, environment)
    sync = ["pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    _run(
        [str(uv), *sync, "--only-binary", ":all:", "--link-mode", "copy", *map(str, locks)],
        trouble,
        environment,
    )


def _node_environment() -> dict[str, str]:
    """Use the machine's Node.js when it is new enough, else install one as a Python package."""
    if not _node_is_new_enough():
        say(
            f"  No Node.js {NODE_AT_LEAST} or newer here: installing one beside the Python packages."
        )
        install_packages({"node"})
        environment = dict(os.environ, PATH=f"{VENV / 'bin'}:{os.environ.get('PATH', os.defpath)}")
    else:
        environment = dict(os.environ)
    if not _home_is_writable():
        environment["npm_config_cache"] = str(RUN / "npm-cache")
    environment |= {"npm_config_update_notifier": "false", "npm_config_fund": "false"}
    return environment


def _node_is_new_enough() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = said.stdout.strip().lstrip("v").split(".")[0]
    return said.returncode == 0 and major.isdigit() and int(major) >= NODE_AT_LEAST


def _run(command: list[str], trouble: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"{trouble}.\n{_tail(done.stdout)}")


def _tail(output: str) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-15:])


def _check_disk() -> None:
    free = shutil.disk_usage(CHECKOUT).free
    if free < FREE_BYTES_TO_INSTALL:
        raise Trouble(
            f"Too little disk space: {free / 1e9:.1f} GB are free where {CHECKOUT} is, "
            f"and {FREE_BYTES_TO_INSTALL / 1e9:.1f} GB are needed."
        )


def _home_is_writable() -> bool:
    home = Path(os.path.expanduser("~"))
    return home.is_dir() and os.access(home, os.W_OK)


def _works(python: Path) -> bool:
    probe = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", probe], check=False).returncode == 0
    except OSError:
        return False


def _files(names: Iterable[str]) -> list[Path]:
    paths: list[Path] = []
    for name in names:
        path = CHECKOUT / name
        paths += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return paths


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(platform.python_version().encode())
    for path in paths:
        digest.update(str(path.relative_to(CHECKOUT)).encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()
