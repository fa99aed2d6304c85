"""A process of its own that answers ever new documents and says how large it grew."""

import sys

import uvloop

from benchmarks.documents import grow


def main() -> None:
    """Print the megabytes after a quarter of the documents, and after all."""
    path, token, count = sys.argv[1:]
    print(*uvloop.run(grow(path, token, int(count))))


if __name__ == "__main__":
    main()
