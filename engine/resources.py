"""Where the data that ships with the program lies: beside the package in a clone, inside it when installed."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The shipped folder `name` (`checklists` or `templates`)."""
    beside = _HERE.parent / name
    return beside if (_HERE.parent / "pyproject.toml").is_file() else _HERE / "_data" / name
