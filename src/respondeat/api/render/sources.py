"""Sources as a reader meets them: numbered where they are cited, listed once below."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from respondeat.api.language import phrase
from respondeat.api.phrases import Json, quote, source


class Sources:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._numbers: dict[str, int] = {}
        self._lines: list[tuple[str, list[str]]] = []

    def cite(self, entries: Iterable[Json]) -> str:
        """The numbers of these sources, such as "[1][3]" or, from three in a row on, "[4-9]"."""
        numbers = sorted({self._number(entry) for entry in entries})
        runs: list[list[int]] = []
        for n in numbers:
            if runs and n == runs[-1][-1] + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        return "".join(
            f"[{run[0]}-{run[-1]}]" if len(run) > 2 else "".join(f"[{n}]" for n in run) for run in runs
        )

    def _number(self, entry: Json) -> int:
        line = source(entry, self.language)
        below = [told for p in entry.get("passages", ()) if (told := quote(p, self.language))]
        if premises := entry.get("premises"):
            numbers = self.cite(s for premise in premises for s in premise["sources"])
            below.append(phrase("source.premises", self.language, numbers=numbers))
        key = "\n".join((line, *below))
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._lines.append((line, below))
        return self._numbers[key]

    def listed(self) -> RenderableType:
        """The list of all that was cited."""
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(overflow="fold")
        for number, (line, below) in enumerate(self._lines, 1):
            text = Text(line)
            for more in below:
                text.append(f"\n{more}", style="dim")
            table.add_row(Text(f"[{number}]"), text)
        return table
