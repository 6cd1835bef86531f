"""Another SPARQL 1.1 server: its query and update endpoints over HTTP."""

from __future__ import annotations

import os
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import StoreError, UsageError

AUTH = "KG_ENDPOINT_AUTH"
"""The environment variable with `user:password`, which thus stands in no list of processes."""

_SECONDS = 300.0
_READ_FROM = (("/update", "/query"), ("/statements", ""), ("/sparql-update", "/sparql"))
"""Ends of update endpoints → those of the query endpoints beside them (Fuseki, Oxigraph; GraphDB, RDF4J). Virtuoso's
/sparql-auth is both."""


def is_url(text: str) -> bool:
    """Whether a text is the address of a server rather than a path."""
    return text.lower().startswith(("http://", "https://"))


class Endpoint:
    """A SPARQL server. `graph` is the IRI of the graph that stands for the default graph, where a server has none of its
    own (Virtuoso's is the union of all graphs)."""

    def __init__(self, url: str, *, graph: str = "", auth: str | None = None) -> None:
        """An endpoint by its address; nothing is sent yet.

        Raises:
            UsageError: not an http or https address.
        """
        if not is_url(url) or not urlsplit(url).netloc:
            raise UsageError(f"{url!r} is not the http or https address of a SPARQL endpoint")
        self.url = url
        self.graph = graph
        self._opener = _opener(url, os.environ.get(AUTH, "") if auth is None else auth)

    @property
    def query_url(self) -> str:
        """Where an update endpoint is asked."""
        for end, other in _READ_FROM:
            if self.url.endswith(end):
                return self.url.removesuffix(end) + other
        return self.url

    def query(self, text: str, accept: str, *, all_graphs: bool = False) -> tuple[bytes, str]:
        """The answer to a query, and its media type. With `all_graphs`, `graph` is not named to the server: Virtuoso's
        `GRAPH <iri>` then finds nothing.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        form = {"query": text} | ({"default-graph-uri": self.graph} if self.graph and not all_graphs else {})
        return self._send(
            self.query_url, urlencode(form).encode(), "application/x-www-form-urlencoded", accept
        )

    def update(self, text: str) -> None:
        """Change the server's graphs.

        Raises:
            StoreError: the server cannot be reached, or refuses.
        """
        self._send(self.url, text.encode(), "application/sparql-update", "*/*")

    def _send(self, url: str, body: bytes, kind: str, accept: str) -> tuple[bytes, str]:
        request = Request(url, body, {"Content-Type": kind, "Accept": accept, "User-Agent": "hongtu"})
        try:
            with self._opener.open(request, timeout=_SECONDS) as response:
                media = response.headers.get("Content-Type", "").partition(";")[0].strip()
                return response.read(), media
        except HTTPError as error:
            with error:
                said = error.read(2000).decode("utf-8", "replace").strip()
            words = said.splitlines()[0][:300] if said else error.reason
            hint = f" (user:password in the environment variable {AUTH})" if error.code in (401, 403) else ""
            if "default graph" in words:
                hint = "; name the graph that stands for it with --graph IRI"
            raise StoreError(f"{url}: {error.code}: {words}{hint}") from error
        except URLError as error:
            raise StoreError(f"{url}: cannot be reached: {error.reason}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise StoreError(f"{url}: {error}") from error


def _opener(url: str, auth: str) -> OpenerDirector:
    if not auth:
        return build_opener()
    user, colon, password = auth.partition(":")
    if not colon:
        raise UsageError(f"{AUTH} reads user:password")
    keys = HTTPPasswordMgrWithDefaultRealm()
    keys.add_password(None, f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/", user, password)
    return build_opener(HTTPBasicAuthHandler(keys), HTTPDigestAuthHandler(keys))
