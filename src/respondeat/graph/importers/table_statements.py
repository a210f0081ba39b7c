"""The statements that a row makes: roles filled, several values multiplied out, time read."""

from itertools import product
from math import prod

from respondeat.graph.statement import Statement, Value
from respondeat.ontology import vocabulary as v

from .mapping_parts import folded
from .mapping_table import StatementPlan, When
from .table_cells import Cells
from .table_entities import Referred

MAX_PER_ROW = 1000  # statements that the several values of one row may multiply to
Found = dict[str, list[Referred]]


def statements(cells: Cells, plan: StatementPlan, entities: Found) -> list[Statement]:
    """The statements of one plan; none when its condition fails or an optional entity it needs is blank."""
    if plan.when and not _holds(cells, plan.when):
        return []
    kind = v.RELATIONS[v.R + plan.relation]
    choices: dict[str, list[Value]] = {}
    skipped = False
    for role, spec in plan.roles.items():
        if spec.entity is not None:
            values: list[Value] = [referred.id for referred in entities[spec.entity]]
            skipped = skipped or (not values and role in kind.needed)
        else:
            value = cells.value(spec, role, plan.relation)
            values = [] if value is None else [value]
            if value is None and role in kind.needed and spec.column and not cells.row[spec.column]:
                cells.fault(spec.column, "", f"the cell is empty, and {plan.relation} needs {role}")
        if values:
            choices[role] = values
    time = cells.time(plan.time)
    if skipped or cells.wrong or (kind.one_of and not set(kind.one_of) & set(choices)):
        return []
    if prod(map(len, choices.values())) > MAX_PER_ROW:
        cells.fault("", "", f"the values of this row multiply to more than {MAX_PER_ROW} statements")
        return []
    return [
        Statement.of(
            plan.relation, time, id="", note="", derived=False, **dict(zip(choices, one, strict=True))
        )
        for one in product(*choices.values())
    ]


def _holds(cells: Cells, when: When) -> bool:
    text = cells.row[when.column]
    if not when.texts:
        return bool(text)
    return folded(text) in when.texts
