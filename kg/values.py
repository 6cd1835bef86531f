"""Frozen values that are made quickly: the stages make two or three for every character of a text."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def made_quickly(cls: type[T]) -> type[T]:
    """Gives a frozen dataclass with slots an `__init__` that takes a third of the time.

    Its own sets each field by `object.__setattr__`, since the class forbids assignment; every character of a text costs
    two or three such values, and that was a thirtieth of all time. This one assigns while the value is of a twin class,
    of the same slots, that does not forbid it.
    """
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    given: dict[str, Any] = {
        "cls": cls,
        "twin": type(cls.__name__, (), {"__slots__": names}),
        "turn": object.__setattr__,
        "defaults": {field.name: field.default for field in fields(cls)},  # type: ignore[arg-type]
    }
    arguments = [
        name if default is MISSING else f"{name}=defaults[{name!r}]"
        for name, default in given["defaults"].items()
    ]
    lines = [
        f"def __init__(self, {', '.join(arguments)}):",
        "turn(self, '__class__', twin)",
        *(f"self.{name} = {name}" for name in names),
        "self.__class__ = cls",
    ]
    exec("\n    ".join(lines), given)  # as dataclass does
    cls.__init__ = given["__init__"]  # type: ignore[method-assign]
    return cls
