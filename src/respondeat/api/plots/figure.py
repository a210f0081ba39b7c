"""What every plot needs: Matplotlib where it is installed, text that is only text, files without a date."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from respondeat.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES: Final = (".svg", ".png")
PLAIN: Final[dict[str, Any]] = {"parse_math": False}  # a name may hold dollar signs
_SETTINGS: Final[dict[Any, Any]] = {
    "svg.hashsalt": "respondeat",
    "svg.fonttype": "none",
    "hatch.linewidth": 0.6,
}
_METADATA: Final[dict[str, dict[str, Any]]] = {
    ".svg": {"Date": None, "Creator": "Respondeat"},
    ".png": {"Software": "Respondeat"},
}
_CONTROLS: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")


def suffix(path: Path) -> str:
    """The kind of file by its name. Raises InputError unless it is .svg or .png."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path} is neither .svg nor .png: name a file that ends in one of them.")
    return path.suffix.lower()


def draw(make: Callable[[], "Figure"], path: Path) -> None:
    """Draw a figure and write it. Raises InputError where Matplotlib is missing or the name does not fit."""
    kind = suffix(path)
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        raise InputError(
            "Plots need Matplotlib, which is not installed. Install it with: pip install 'respondeat[plots]'"
        ) from error
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # a letter that the font lacks: SVG leaves it to the reader's fonts, PNG shows a box
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        make().savefig(path, format=kind[1:], metadata=_METADATA[kind], dpi=120)


def plain(text: str) -> str:
    """The text without characters that no XML may hold."""
    return text.translate(_CONTROLS)
