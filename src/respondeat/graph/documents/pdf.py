"""The text of PDF documents, by pypdf."""

import zlib
from pathlib import Path

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from respondeat.errors import DocumentError

PAGE = "\f"  # between two pages
_TAIL = 4096  # bytes in which the end mark has to be


def pdf_text(path: Path, shown: str) -> str:
    """The text of all pages, a form feed between them; empty for a scan without recognised text.

    Raises DocumentError when the file is encrypted, cut off or damaged.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        if b"%%EOF" not in file.read():
            raise DocumentError(f"{shown} is a PDF that was cut off: its end is missing. Fetch it again.")
        file.seek(0)
        try:
            reader = pypdf.PdfReader(file)
            if reader.is_encrypted and not _opened(reader):
                raise DocumentError(
                    f"{shown} is a PDF that asks for a password. Save a copy without one (for example with "
                    "`qpdf --decrypt`) and add that copy."
                )
            pages = [page.extract_text() for page in reader.pages]
        # A damaged file shows in whatever step first meets the damage.
        except (
            PyPdfError, zlib.error, ArithmeticError, AssertionError, AttributeError, LookupError,
            NotImplementedError, RecursionError, TypeError, ValueError,
        ) as error:  # fmt: skip
            raise DocumentError(
                f"{shown} is a PDF that cannot be read, damaged or cut off "
                f"({type(error).__name__}: {error}). Fetch it again, or save it anew from a PDF reader."
            ) from error
    # Halves of surrogate pairs, which some fonts yield, are joined; a half alone is no character.
    return PAGE.join(pages).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _opened(reader: pypdf.PdfReader) -> bool:
    """Whether the file opens without a password: some are encrypted only to forbid printing."""
    try:
        return reader.decrypt("") != pypdf.PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        return False
