"""What only the operator of the service does."""

from tests.oracle.act import Act


def switch_seconds(act: Act, on: bool) -> None:
    """Switch second responsibles on or off."""
    account = act.world.accounts[act.account]
    if account.seconds != on:
        account.seconds = on
        act.happened("FEATURES_CHANGED", label="SECOND_ACCOUNT_MANAGER")
