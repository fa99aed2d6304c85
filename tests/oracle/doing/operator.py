"""What only the operator of the service does."""

from tests.oracle.act import Act


def switch_seconds(act: Act, on: bool) -> None:
    """Switch second responsibles on or off."""
    account = act.world.accounts[act.account]
    if account.seconds != on:
        account.seconds = on
        act.event_of("FEATURES_CHANGED", label="SECOND_ACCOUNT_MANAGER")


def plan(act: Act, plan: str) -> None:
    """Give the account another plan."""
    account = act.world.accounts[act.account]
    if account.plan != plan:
        account.plan = plan
        act.event_of("FEATURES_CHANGED", label=plan)


def boost(act: Act, booster: str, on: bool) -> None:
    """Add a booster, or take it away."""
    account = act.world.accounts[act.account]
    boosters = account.boosters | {booster} if on else account.boosters - {booster}
    if boosters != account.boosters:
        account.boosters = boosters
        act.event_of("FEATURES_CHANGED", label=booster)
