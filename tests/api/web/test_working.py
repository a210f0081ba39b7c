"""Pages for those who change something: what the checks of a posting found is taken from its refusal."""

from respondeat.api.web.working import violations
from respondeat.errors import Conflict, ValidationError


def test_only_a_validation_has_places() -> None:
    found = [{"focus": "#statement", "path": "", "value": "", "message": "m", "place": "/statements/0"}]
    assert violations(ValidationError("x", violations=found)) == found
    assert violations(Conflict("x")) == []
