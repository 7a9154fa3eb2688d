"""Files, folders and standard input to documents, lazily and in a fixed order."""

import errno
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from onrecord.document import Document, Skipped
from onrecord.errors import (
    BinaryDocumentError,
    DocumentError,
    LanguageError,
    UnknownFormatError,
    UnreadableFileError,
)
from onrecord.ingest import html, jsonl, text
from onrecord.ingest.base import (
    EXTENSIONS,
    Kind,
    Lines,
    Read,
    by_content,
    by_name,
    cut_short,
    named,
    skipped,
)
from onrecord.ingest.language import require_english

READERS: Final[dict[Kind, Read]] = {"text": text.read, "html": html.read, "jsonl": jsonl.read}


def read_paths(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    check_language: bool = True,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Document | Skipped]:
    """Reads files, folders and standard input, one document at a time.

    Folders are walked in the order of their names; in them only files with a known ending are
    taken, and hidden ones are passed over. A file that is named is tried whatever its ending.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        stdin: What ``-`` means.
        check_language: Whether texts in another language than English are set aside.
        on_bytes: Is told how many bytes of input have been read so far.
    """
    tell = on_bytes or (lambda _: None)
    done = 0
    for path in paths:
        for file in _expand(path):
            if isinstance(file, Skipped):
                yield file
                continue
            opened = _Counted(file, stdin, done, tell)
            for one in _read(opened, named(file)):
                yield _in_english(one) if check_language else one
            done += max(opened.count, _size(file))
            tell(done)


def total_bytes(paths: Sequence[str]) -> int | None:
    """How many bytes there are to read, or None where that is not known beforehand."""
    if "-" in paths:
        return None
    files = (file for path in paths for file in _expand(path))
    return sum(_size(file) for file in files if isinstance(file, str))


def _size(path: str) -> int:
    try:
        file = Path(path)
        return file.stat().st_size if path != "-" and file.is_file() else 0
    except (OSError, ValueError):
        return 0


def _expand(path: str) -> Iterator[str | Skipped]:
    """The files that a path stands for."""
    if path == "-" or not path or not Path(path).is_dir():
        yield path
        return
    failed: list[OSError] = []
    none = True
    for folder, folders, files in os.walk(path, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            # A pipe or a device in a folder would be waited on for ever.
            special = file.exists() and not file.is_file()
            if not name.startswith(".") and by_name(name).kind is not None and not special:
                none = False
                yield str(file)
    for error in failed:
        yield _unreadable(error, named(str(error.filename)))
    if none and not failed:
        unknown = UnknownFormatError(
            "no file in this folder has an ending that a reader takes",
            f"These are {' '.join(EXTENSIONS)}, also with .gz; name another file to have it tried.",
        )
        yield skipped(unknown, named(path))


def _unreadable(error: OSError, path: str) -> Skipped:
    reason = error.strerror or str(error)
    return skipped(
        UnreadableFileError(f"it cannot be read: {reason}", "Check its name and permissions."), path
    )


class _Counted(io.RawIOBase):
    """A file that says how far it has been read; opened when the first byte is asked for."""

    def __init__(
        self, path: str, stdin: BinaryIO | None, before: int, tell: Callable[[int], None]
    ) -> None:
        self.count = 0
        self._before = before
        self._path = path
        self._tell = tell
        self._file = stdin if path == "-" else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if self._file is None:
            if "\0" in self._path:  # Python answers with a ValueError
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._file = Path(self._path).open("rb")  # noqa: SIM115 - closed in `close`
        data = self._some(len(buffer))
        if not self.count:
            # The first look must see a line, also of a pipe that is filled byte by byte.
            while b"\n" not in data.lstrip() and (more := self._some(len(buffer) - len(data))):
                data += more
        buffer[: len(data)] = data
        self.count += len(data)
        self._tell(self._before + self.count)
        return len(data)

    def _some(self, size: int) -> bytes:
        """What is there already, if anything: a pipe may pause for long between two lines."""
        if isinstance(self._file, io.BufferedReader | io.BytesIO):
            return self._file.read1(size)
        return self._file.read(size) if self._file is not None else b""

    def close(self) -> None:
        if self._file is not None and self._path != "-":
            self._file.close()
        super().close()


def _read(file: _Counted, path: str) -> Iterator[Document | Skipped]:
    form = by_name(path)
    stream: io.BufferedIOBase = io.BufferedReader(file, 1 << 18)
    try:
        if form.packed or _peek(stream).startswith(b"\x1f\x8b"):
            stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
        kind = form.kind or by_content(_peek(stream))
        yield from READERS[kind](_lines(stream), path)
    except DocumentError as error:
        yield skipped(error, path)
    except EOFError:
        # The first look at a gzip file already met its untimely end.
        yield skipped(cut_short(), path)
    except OSError as error:
        yield _unreadable(error, path)
    finally:
        file.close()


def _peek(stream: io.BufferedIOBase) -> bytes:
    """The first bytes, which stay to be read."""
    assert isinstance(stream, io.BufferedReader)
    try:
        return stream.peek(4096)[:4096]
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _damaged(error) from error


def _lines(stream: io.BufferedIOBase) -> Lines:
    """The file's lines; a gzip file that is damaged further on is an error of the document."""
    while True:
        try:
            line = stream.readline()
        except (gzip.BadGzipFile, zlib.error) as error:
            raise _damaged(error) from error
        if not line:
            return
        yield line


def _damaged(error: Exception) -> BinaryDocumentError:
    return BinaryDocumentError(f"the gzip file is damaged: {error}", "Copy or download it again.")


def _in_english(one: Document | Skipped) -> Document | Skipped:
    if isinstance(one, Skipped):
        return one
    try:
        require_english(one.text)
    except LanguageError as error:
        assert one.origin is not None
        return skipped(error, one.origin.path, one.origin.place, one.origin.reader)
    return one
