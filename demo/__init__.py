"""The account that `whose demo` serves: generated, believable, and the same on every machine."""

from demo.demo import Demo

__all__ = ["Demo"]
