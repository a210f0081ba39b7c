"""Which form a client gets: qualities, wildcards, the most specific range, the order of what is offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.web.negotiating import best

OFFERED = ("application/json", "application/xml", "text/csv", "text/html")

CASES = {
    "": "application/json",
    "  ": "application/json",
    "*/*": "application/json",
    "text/*": "text/csv",
    "text/csv": "text/csv",
    "TEXT/CSV": "text/csv",
    "text/csv;charset=utf-8": "text/csv",
    "text/csv;q=0.5, text/html": "text/html",
    "text/html, text/csv": "text/csv",
    "text/csv, */*": "text/csv",
    "application/json, text/plain, */*": "application/json",
    "*/*;q=0.1, text/html;q=0.2": "text/html",
    "text/*;q=0.3, text/html;q=0.7, */*;q=0.5": "text/html",
    "application/json;q=0, */*": "application/xml",
    "text/*, text/csv;q=0": "text/html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8": "text/html",
    "text/csv;q=0": None,
    "image/png": None,
    "json": None,
    "text/csv;q=2, text/html;q=0.1": "text/html",
    "text/csv;q=nan, text/html;q=0.1": "text/html",
    "text/csv;q=0.1234": None,
    ",,, text/csv ,": "text/csv",
    "text/csv ; Q=0.9 , text/html; q = 0.8": "text/csv",
    "*": None,
    "*/csv": None,
}


@pytest.mark.parametrize(("accept", "chosen"), CASES.items())
def test_the_best_form(accept: str, chosen: str | None) -> None:
    assert best(accept, OFFERED) == chosen


PART = st.tuples(
    st.sampled_from([*OFFERED, "text/*", "application/*", "*/*", "image/png"]),
    st.none() | st.integers(0, 1000).map(lambda n: f"{n / 1000:.3f}"),
)


@given(st.lists(PART, unique_by=lambda part: part[0]))
def test_what_is_chosen_is_offered_wanted_and_nothing_is_liked_better(
    parts: list[tuple[str, str | None]],
) -> None:
    accept = ", ".join(name if q is None else f"{name};q={q}" for name, q in parts)
    wanted = {name: 1.0 if q is None else float(q) for name, q in parts}

    def liked(media_type: str) -> float:
        given = (media_type, media_type.split("/")[0] + "/*", "*/*")
        return next((wanted[name] for name in given if name in wanted), 0.0) if parts else 1.0

    chosen = best(accept, OFFERED)
    assert chosen is None or chosen in OFFERED
    assert (0.0 if chosen is None else liked(chosen)) == max(map(liked, OFFERED))


@given(st.text(max_size=60))
def test_no_text_breaks_it(accept: str) -> None:
    assert best(accept, OFFERED) in {*OFFERED, None}
