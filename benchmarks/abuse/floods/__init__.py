"""The floods, by name."""

from benchmarks.abuse.attack import Flood
from benchmarks.abuse.floods import anonymous, operations, subscriptions

FLOODS: dict[str, Flood] = {
    flood.name: flood for flood in (*operations.ALL, *subscriptions.ALL, *anonymous.ALL)
}
