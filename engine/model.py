"""The base of every model that passes between rooms: frozen, and strict about unknown fields."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An immutable value; an unknown or misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Made = TypeVar("Made", bound=Model)


def made(model: type[Made], fields: dict[str, Any]) -> Made:
    """A model of all its fields, unchecked: for values that are ours and of the right types, where there are many.

    `model_construct` does the same, but takes longer than checking.
    """
    one = model.__new__(model)
    put = object.__setattr__
    put(one, "__dict__", fields)
    put(one, "__pydantic_fields_set__", set(fields))
    put(one, "__pydantic_extra__", None)
    put(one, "__pydantic_private__", None)
    return one
