"""What lists, counts and searches cost as an account grows."""

from benchmarks.growth.run import run

__all__ = ["run"]
