"""What a text may be that people write, and that they are to read and to tell from others."""

import re
import unicodedata

MOST_OF_AN_ADDRESS = 254
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
#: The flags of England, Scotland and Wales are spelt in characters that nobody sees.
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
#: They shape Persian, Indic and emoji; between other characters they only hide.
JOINERS = "\u200c\u200d"
#: Signs of Arabic, Syriac and Kaithi that are seen, though Unicode counts them among the others.
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def flaw(text: str, *, lines: bool = False) -> str | None:
    """What is wrong with a text that was written, in words; with lines it may have several."""
    if has_control(text, "\n\t" if lines else ""):
        return "It has control characters."
    hidden = None if lines else _hidden(FLAG.sub("", text))
    return f"It has a character that nobody sees, U+{ord(hidden):04X}." if hidden else None


def address(text: str) -> str | None:
    """An e-mail address as it is kept, without regard to letter case; None where it is none."""
    kept = text.strip().lower()
    # What is kept may be longer than what was written: in lower case, İ is two characters.
    return kept if EMAIL.fullmatch(kept) and len(kept) <= MOST_OF_AN_ADDRESS else None


def has_control(text: str, allowed: str = "") -> bool:
    """Whether a text holds a character that is none, such as Escape."""
    return any(unicodedata.category(char) in ("Cc", "Cs") and char not in allowed for char in text)


def _hidden(text: str) -> str | None:
    """The first character that only hides: in a name, it would make two of what looks the same."""
    if text.isascii():
        return None
    for before, char, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if not _is_seen(char) and not (char in JOINERS and (_shapes(before) or _shapes(after))):
            return char
    return None


def _is_seen(char: str) -> bool:
    return char in SEEN or unicodedata.category(char) not in ("Cf", "Zl", "Zp")


def _shapes(neighbour: str) -> bool:
    return not neighbour.isascii() and _is_seen(neighbour)
