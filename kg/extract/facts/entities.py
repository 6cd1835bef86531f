"""The entities that an article names, each once, however often it is named: compared and looked up by identity, since a
`Ref` is hashed and compared by its two strings."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Ref


@dataclass(slots=True, eq=False)
class Named:
    """An entity of one article and what clues ask about it: `places` the indexes of the nodes that name it; `tells` clues
    to facts that it is the subject of, `told` to those that it is the object of: what it is known to do, whether it is
    the first of its type there, whether the headline has the beginning of its name."""

    ref: Ref
    tails: tuple[str, ...]  # clues from how its name ends, as the object of a fact and as its subject
    subject_tails: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    does: list[str] = field(default_factory=list)  # predicates of what is known that it is the subject of
    tells: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    opens: list[str] | None = None  # see `kg.extract.facts.occasions`
    dead: bool | None = None  # see `kg.extract.facts.departed`; None where nobody has asked


class Entities(dict[Ref, Named]):
    """The entities of an article, in the order in which they are first named; others are added when asked for."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def __missing__(self, ref: Ref) -> Named:
        name, title = ref.name, self._title
        tail = name.rstrip("”》")[-2:]
        named = self[ref] = Named(
            ref,
            tails=("~" + tail, "~" + tail[-1:]) if len(tail) > 1 else ("~" + tail,),
            subject_tails=("subject~" + name[-2:], "subject~" + name[-1:])[: len(name)],
        )
        if title and name.strip("“”《》")[:4] in title:
            named.tells.append("subject titled")
            named.told.append("object titled")
        return named
