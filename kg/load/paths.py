"""From the paths that a user gives to sources: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from kg.errors import ArticleError, UsageError
from kg.load.source import Source, readable

_STDIN = "standard input"
_STORE = "hongtu.json"
"""The file by which a folder is a store: what is below it is the program's own."""

ASSETS = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".json",
        ".xml",
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
        ".otf",
        ".mp3",
        ".mp4",
        ".m4a",
        ".wav",
        ".avi",
        ".mov",
        ".flv",
        ".webm",
        ".swf",
        ".py",
        ".pyc",
        ".log",
        ".tmp",
        ".bak",
        ".md",
        ".yml",
        ".yaml",
        ".toml",
        ".ini",
        ".db",
    ]
)
"""What a folder of articles holds beside them, and what no one takes for an article: passed over without a word.
Other files without a reader (docx, pdf) are reported, since they may be articles."""


def sources(
    paths: Iterable[str | Path], suffixes: Collection[str]
) -> tuple[list[Source], list[tuple[str, ArticleError]]]:
    """The sources behind the paths, by id and then place, each file once; and the files that nothing can read, by their
    real paths.

    The id of a file is its path below the given folder, without suffix, with `/` between, in Unicode NFC (so that
    the same archive has the same ids on every system). A file given by itself has its bare name.

    Raises:
        UsageError: a path does not exist, or a glob matches nothing.
    """
    found: dict[str, Source] = {}
    errors: dict[str, tuple[str, ArticleError]] = {}
    for path in paths:
        for source in _of(path):
            place, suffix = source.place, _suffix(source, suffixes)
            if source.path is not None and suffix is None:
                if source.path != Path(path) and source.path.suffix.lower() in ASSETS:
                    continue
                reason = f"no reader for {source.path.suffix or 'files without a suffix'}: save it as one of "
                error = ArticleError(place, reason + " ".join(sorted(suffixes)))
                errors[place] = (os.path.realpath(source.path), error)
                continue
            id = source.id.removesuffix(suffix) if suffix else source.id
            real = "-" if source.path is None else os.path.realpath(source.path)
            # The same file through a folder and by itself: the fuller id, whatever the order of the paths.
            if real not in found or len(id) > len(found[real].id):
                found[real] = Source(source.path, id, place)
    ordered = sorted(found.values(), key=lambda source: (source.id, source.place))
    return ordered, [errors[place] for place in sorted(errors)]


def _suffix(source: Source, suffixes: Collection[str]) -> str | None:
    """The longest known suffix of a file, as it is spelt in its id."""
    name = source.id.lower()
    known = [suffix for suffix in suffixes if name.endswith(suffix)]
    return source.id[-len(max(known, key=len)) :] if known else None


def _of(path: str | Path) -> Iterator[Source]:
    if str(path) == "-":
        yield Source(None, "stdin", _STDIN)
        return
    path = Path(path)
    if path.is_dir():
        yield from _below(path, path)
    elif path.exists():
        yield _source(path, path.parent)
    elif glob.has_magic(str(path)):
        matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
        if not matches:
            raise UsageError(f"{readable(path)}: matches no file")
        root = _fixed_part(path)
        for match in matches:
            if match.is_dir():
                yield from _below(match, root)
            else:
                yield _source(match, root)
    else:
        raise UsageError(f"{readable(path)}: no such file or folder")


def _below(folder: Path, root: Path) -> Iterator[Source]:
    """All files of a folder, sorted; hidden files and folders and stores are skipped, links to folders not followed."""
    for here, folders, files in os.walk(folder):
        if _STORE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield _source(Path(here, name), root)


def _source(path: Path, root: Path) -> Source:
    inside = PurePosixPath(path.relative_to(root).as_posix())
    return Source(path, unicodedata.normalize("NFC", readable(Path(inside))), readable(path))


def _fixed_part(pattern: Path) -> Path:
    """The folder above the first wildcard of a glob."""
    parts: list[str] = []
    for part in pattern.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts) if parts else Path()
