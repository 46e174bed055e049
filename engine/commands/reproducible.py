"""`--reproducible`: nothing of where the files lay stays in the results."""

from __future__ import annotations

from pathlib import Path, PurePath

from engine.commands.failures import Failure
from engine.errors import FazhiError, FazhiErrors
from engine.result import Result


def placeless(outcome: Result | Failure) -> Result | Failure:
    """The outcome with names of files instead of their paths."""
    if isinstance(outcome, Failure):
        return Failure(Path(_name(outcome.path)), _error(outcome.error))
    document = outcome.document.model_copy(update={"path": _name(outcome.document.path)})
    return outcome.model_copy(update={"document": document})


def _error(error: FazhiError) -> FazhiError:
    if isinstance(error, FazhiErrors):
        return FazhiErrors([_error(one) for one in error.errors])
    path = None if error.path is None else _name(error.path)
    return FazhiError(error.message, path=path, line=error.line, column=error.column, mend=error.mend)


def _name(path: str | PurePath) -> str:
    return PurePath(str(path).replace("\\", "/")).name or str(path)
