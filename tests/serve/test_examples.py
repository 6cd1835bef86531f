"""The documents' own examples of asking a server work, word for word."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from urllib.parse import quote

import httpx
import pytest

from kg.cli.serve import serve_command
from tests.conftest import ROOT

_CURL = re.compile(r"^ *(curl .*?)(?:  +#.*)?$", re.M)
PAGES = [
    ROOT / "README.md",
    *sorted(set((ROOT / "docs").glob("*.md")) - {ROOT / "docs" / "cli.md"}),
]  # cli.md is the help
EXAMPLES = sorted(
    {line for page in PAGES for line in _CURL.findall(page.read_text("utf-8"))}
    | set(_CURL.findall(serve_command.help or ""))
)


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_with_curl_is_a_valid_request(client: httpx.Client, line: str) -> None:
    here = {
        "http://127.0.0.1:8000": str(client.base_url).rstrip("/"),
        "沈佳禾": "何清",
        quote("沈佳禾"): quote("何清"),
    }
    for there, of_the_small_world in here.items():
        line = line.replace(there, of_the_small_world)
    words = shlex.split(line)
    found = subprocess.run(
        [*words, "-sS", "-o", "/dev/null", "-w", "%{http_code}"], capture_output=True, text=True
    )
    assert found.stdout == "200", found


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 2
