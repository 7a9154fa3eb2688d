"""Every exception that OnRecord raises, as one tree.

    OnRecordError                    E000
    ├── DocumentError                E100   an input that gives no document
    │   ├── UnreadableFileError      E101
    │   ├── EmptyDocumentError       E102
    │   ├── BinaryDocumentError      E103
    │   ├── TruncatedDocumentError   E104
    │   ├── EncodingError            E105
    │   ├── LanguageError            E106
    │   ├── MalformedRecordError     E107
    │   └── UnknownFormatError       E108
    ├── SpanError                    E200
    │   ├── SpanRangeError           E201
    │   └── SpanMismatchError        E202
    ├── BookError                    E300
    │   ├── BookNotFoundError        E301
    │   ├── BookUnreadableError      E302
    │   ├── BookVersionError         E303
    │   └── NotInBookError           E304
    ├── EngineError                  E400
    │   └── WeightsError             E401
    ├── RequestError                 E500   what was asked for cannot be done
    │   ├── NothingReadError         E501
    │   ├── QueryError               E502
    │   ├── ForeignRequestError      E503
    │   └── TooLargeError            E504
    ├── TrainingError                E600
    └── VocabularyError              E700

Each class carries a code that is its own, the exit status of the command line and the HTTP status
of the service. A message says what happened, to what, and what to do about it.
"""

from typing import ClassVar


class OnRecordError(Exception):
    """The root of the tree.

    Args:
        what: What happened and to what, without a full stop at the end.
        remedy: What the reader of the message can do about it, as a sentence.
    """

    code: ClassVar[str] = "E000"
    exit_status: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}" if self.remedy else self.what


class DocumentError(OnRecordError):
    """An input gives no document; a batch sets it aside and goes on."""

    code = "E100"
    exit_status = 3
    http_status = 422


class UnreadableFileError(DocumentError):
    """The file is absent, or this user may not read it."""

    code = "E101"


class EmptyDocumentError(DocumentError):
    """There is no text."""

    code = "E102"


class BinaryDocumentError(DocumentError):
    """The bytes are not text."""

    code = "E103"


class TruncatedDocumentError(DocumentError):
    """The file ends before its format says that it does."""

    code = "E104"


class EncodingError(DocumentError):
    """No character encoding explains the bytes."""

    code = "E105"


class LanguageError(DocumentError):
    """The text is in a language that the engine does not know."""

    code = "E106"


class MalformedRecordError(DocumentError):
    """A record of a structured file is not what the format asks for."""

    code = "E107"


class UnknownFormatError(DocumentError):
    """No reader takes this kind of file."""

    code = "E108"


class SpanError(OnRecordError):
    """A span breaks the law that it is its document's text verbatim."""

    code = "E200"


class SpanRangeError(SpanError):
    """The offsets do not lie within the document, or hold nothing between them."""

    code = "E201"


class SpanMismatchError(SpanError):
    """The text that a span was said to have is not what stands there."""

    code = "E202"


class BookError(OnRecordError):
    """Something is wrong with a record book."""

    code = "E300"
    exit_status = 4


class BookNotFoundError(BookError):
    """There is no record book at this place."""

    code = "E301"
    http_status = 404


class BookUnreadableError(BookError):
    """The file is no record book, or is damaged or locked."""

    code = "E302"


class BookVersionError(BookError):
    """The book was written by a newer OnRecord."""

    code = "E303"


class NotInBookError(BookError):
    """The book holds no such document or statement."""

    code = "E304"
    http_status = 404


class EngineError(OnRecordError):
    """The engine cannot run."""

    code = "E400"
    exit_status = 5


class WeightsError(EngineError):
    """The weights are absent or are not those that their digest names."""

    code = "E401"


class RequestError(OnRecordError):
    """What was asked for cannot be done as asked."""

    code = "E500"
    exit_status = 2
    http_status = 400


class NothingReadError(RequestError):
    """None of the inputs gave a document."""

    code = "E501"
    exit_status = 3


class QueryError(RequestError):
    """A search or filter cannot be understood."""

    code = "E502"


class ForeignRequestError(RequestError):
    """A request comes from another website, or names a host that this service is not."""

    code = "E503"
    http_status = 403


class TooLargeError(RequestError):
    """More was sent than is taken at once."""

    code = "E504"
    http_status = 413


class TrainingError(OnRecordError):
    """Training cannot start or go on."""

    code = "E600"
    exit_status = 6


class VocabularyError(OnRecordError):
    """A word list is not what a word list should be, or there is no such list."""

    code = "E700"
