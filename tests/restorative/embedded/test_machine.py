import platform

import pytest

from restorative.embedded import install
from restorative.embedded.machine import check_machine
from restorative.embedded.steps import Trouble


def pretend(monkeypatch, system, processor, *, libc=("", ""), macos=""):
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: processor)
    monkeypatch.setattr(platform, "libc_ver", lambda: libc)
    monkeypatch.setattr(platform, "mac_ver", lambda: (macos, ("", "", ""), processor))


@pytest.mark.parametrize(
    "machine",
    [
        {"system": "Linux", "processor": "x86_64", "libc": ("glibc", "2.35")},
        {"system": "Linux", "processor": "aarch64", "libc": ("glibc", "2.41")},
        {"system": "Darwin", "processor": "arm64", "macos": "14.0"},
    ],
)
def test_the_servers_come_along_where_they_run(machine, monkeypatch):
    pretend(monkeypatch, **machine)

    check_machine()


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        (
            {"system": "Linux", "processor": "x86_64", "libc": ("glibc", "2.34")},
            "This is Linux on x86_64 with glibc 2.34.",
        ),
        (
            {"system": "Linux", "processor": "x86_64"},
            "This is Linux on x86_64 without glibc.",
        ),
        (
            {"system": "Linux", "processor": "riscv64", "libc": ("glibc", "2.41")},
            "This is Linux on riscv64 with glibc 2.41.",
        ),
        (
            {"system": "Darwin", "processor": "arm64", "macos": "13.7"},
            "This is Darwin on arm64, version 13.7.",
        ),
        (
            {"system": "Darwin", "processor": "x86_64", "macos": "15.1"},
            "This is Darwin on x86_64, version 15.1.",
        ),
        ({"system": "FreeBSD", "processor": "amd64"}, "This is FreeBSD on amd64."),
    ],
)
def test_elsewhere_what_is_needed_is_said_before_anything_is_installed(
    machine, said, monkeypatch, tmp_path
):
    pretend(monkeypatch, **machine)
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.delenv("REDIS_URL", raising=False)

    with pytest.raises(Trouble) as trouble:
        install.install_packages(set())

    assert said in str(trouble.value)
    assert "glibc 2.35 or newer" in str(trouble.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ({}, ["laptop", "run", "uv"]),
        ({"DATABASE_URL"}, ["laptop", "run", "uv"]),
        ({"DATABASE_URL", "REDIS_URL"}, ["run", "uv"]),
    ],
)
def test_the_servers_are_left_out_when_the_environment_names_both(
    named, wanted, monkeypatch, tmp_path
):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "x") if name in named else monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(install, "VENV", tmp_path)
    asked_for = []
    monkeypatch.setattr(install, "_sync", asked_for.extend)
    monkeypatch.setattr(install, "_works", lambda python: True)

    install.install_packages(set())

    assert [lock.stem for lock in asked_for] == wanted
