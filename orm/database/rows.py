"""What statements are run with, and what they answer."""

from collections.abc import Sequence
from typing import Any

#: A row that a statement answers: by the place of its column, whatever the driver has for it.
Row = Sequence[Any]
#: The values of a statement, by their numbers: whatever the driver can bind.
Values = Sequence[object]
