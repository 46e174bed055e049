"""The base of every model that passes between rooms: frozen, and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An immutable value; an unknown or misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
