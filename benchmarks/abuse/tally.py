"""What came back, counted by code."""

import re
from collections import Counter

CODE = re.compile(rb'"code":\s*"([A-Z_]+)"')
UNANSWERED, CUT, REFUSED = "unanswered", "connection cut", "connection refused"
OPEN = "still open"


class Tally(Counter[str]):
    """How often each code came back; ok where there was none."""

    def answered(self, status: int, text: bytes) -> None:
        """Count an answer over HTTP; a code that is in it several times counts once."""
        codes = [code.decode() for code in sorted(set(CODE.findall(text)))]
        if status != 200:
            codes = [" ".join([str(status), *codes])]
        self.update(codes or ["ok"])

    def __str__(self) -> str:
        return ", ".join(f"{count:,} {code}" for code, count in self.most_common() if count)
