"""What makes no difference is not caught by what `make mutate` hunts with."""

from tests.oracle.mutate import caught_wrongly, opened


def test_what_makes_no_difference_is_not_caught() -> None:
    with opened() as field:
        assert caught_wrongly(field, most=2) == []
