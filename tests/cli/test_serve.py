"""kg serve: it says where it is, and ends when it is told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kg.cli import run


def serving(path: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(path), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_its_address_and_ends_cleanly(world_path: Path, sign: signal.Signals) -> None:
    with serving(world_path, "--port", "0", "--at-once", "1") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("serving http://127.0.0.1:")
        address = line.split()[1]
        assert httpx.get(f"{address}sparql", params={"query": "ASK {}"}, timeout=60).json()["boolean"] is True
        process.send_signal(sign)
        out, err = process.communicate(timeout=60)
        assert (out, err, process.returncode) == ("", "", 0)


def test_a_port_that_is_taken_is_told(world_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", "--store", str(world_path), "--port", port]) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err


def test_no_store_no_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--store", str(tmp_path / "none"), "--port", "0"]) == 2
    assert "no store there" in capsys.readouterr().err
    assert run(["serve", "--store", str(tmp_path), "--host", "192.0.2.1"]) == 2


@pytest.mark.parametrize("origin", ["example.org", "https://example.org/path", "", "none "])
def test_what_is_no_origin_is_told(world_path: Path, origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--store", str(world_path), "--port", "0", "--cors", origin]) == 2
    assert "--cors" in capsys.readouterr().err
