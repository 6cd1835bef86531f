"""What a user decides, from the words of a command line: which entities and facts are meant, and by what they are found
again when their keys have changed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kg.authority import places
from kg.decisions import Decision, End
from kg.errors import UsageError
from kg.query.card import predicate_named
from kg.query.find import Found, find, find_one
from kg.rdf.terms import entity_of
from kg.resolve import Word
from kg.resolve.ends import node_of
from kg.store import Store

_FLEETING = ("Date", "Figure")


def decision_of(
    store: Store, left: str, verdict: str, right: str, *, who: str, when: str, why: str
) -> Decision:
    """A decision that two entities are the same, different, or that it is not known.

    Raises:
        UsageError: an end is not found or may mean several (they are listed), the two are of different types, or both
            are one entity that is to be divided, and not said at which article.
    """
    one, other = find_end(store, left), find_end(store, right)
    if one.type != other.type:
        raise UsageError(f"{one} and {other} are of different types, and so never one")
    if one.type in _FLEETING:
        raise UsageError(f"{one}: of dates and figures nothing is to be decided")
    if str(one) == str(other):
        raise UsageError(_dividing(one) if verdict == "different" else f"{left} and {right} are both {one}")
    return between(store, one, verdict, other, who=who, when=when, why=why)


def between(store: Store, one: End, verdict: str, other: End, *, who: str, when: str, why: str) -> Decision:
    """A decision about two ends, which get their anchors."""
    return Decision(_anchored(store, one, other), _anchored(store, other, one), verdict, "", who, when, why)


def rejection_of(
    store: Store, left: str, predicate: str, right: str, *, who: str, when: str, why: str
) -> Decision:
    """A decision that a fact is not to be believed; of quoted words a part is enough.

    Raises:
        UsageError: an end or the predicate is not found, or may mean several.
    """
    name = predicate_named(predicate)
    one = find_end(store, left)
    other = End("Quote", right.strip("“”")) if name == "says" else find_end(store, right)
    anchored = [store.articles.names.anchored(end) for end in (one, other)]
    return Decision(anchored[0], anchored[1], "reject", name, who, when, why)


def find_end(store: Store, text: str) -> End:
    """What a user names: an entity, or with `@ARTICLE` what one article calls so; without anchors.

    Raises:
        UsageError: nothing is called so, or several are: they are listed.
    """
    for at in [index for index, char in enumerate(text) if char == "@"]:
        name, article = text[:at], text[at + 1 :]
        if name and (called := store.articles.names.called(article)):
            return _called(name, article, called)
    if not find(store.graph, text, base=store.base) and (end := _not_in_graph(store, text)):
        return end
    return end_of(find_one(store.graph, text, base=store.base), store.base)


def _not_in_graph(store: Store, text: str) -> End | None:
    """A key that was one before a decision, or a place of the tables that no article has named yet."""
    kind, slash, key = text.partition("/")
    known = places().by_key(key if slash else text)
    if known and (not slash or kind.lower() == "place"):
        return End("Place", known.key)
    names, end = store.articles.names, End(kind.capitalize(), key)
    node = node_of(end, names) if slash and key else None
    return End(end.type, names.key_of(node)) if node else None


def end_of(found: Found, base: str) -> End:
    """An entity of the graph as an end."""
    _, key = entity_of(found.iri, base=base) or ("", found.label)
    return End(found.type, key)


def chosen(decisions: Sequence[Decision], which: Sequence[str]) -> Decision:
    """The decision that `kg undo` means: the last, the one of a number, or the one about two ends.

    Raises:
        UsageError: there is none, or there are several.
    """
    if not decisions:
        raise UsageError("nothing has been decided")
    if not which:
        return decisions[-1]
    if len(which) == 1:
        if which[0].isdecimal() and 0 < int(which[0]) <= len(decisions):
            return decisions[int(which[0]) - 1]
        raise UsageError(f"no decision {which[0]!r}; `kg decide --list` numbers them, 1 to {len(decisions)}")
    found = [one for one in decisions if _is_about(one, *which[:2])]
    if len(found) != 1:
        said = "nothing has been decided" if not found else f"{len(found)} things have been decided"
        raise UsageError(f"{said} of {which[0]} and {which[1]}; `kg decide --list` numbers all decisions")
    return found[0]


def _is_about(decision: Decision, one: str, other: str) -> bool:
    ends = [{str(end), end.key, str(end).partition("/")[2]} for end in (decision.left, decision.right)]
    return (one in ends[0] and other in ends[1]) or (one in ends[1] and other in ends[0])


def _called(name: str, article: str, called: Sequence[Word]) -> End:
    kind, slash, rest = name.partition("/")
    found = [word for word in called if word[1] == name or (slash and word == (kind.capitalize(), rest))]
    if len(found) == 1:
        return End(*found[0], article)
    if found:
        listed = "".join(f"\n  {End(*word, article)}" for word in found)
        raise UsageError(f"{name!r} may be any of {len(found)} in {article}; name one of{listed}")
    names = [other for _, other in called]
    wanted = rest if slash else name
    near = [other for other in names if wanted in other or other in wanted] + get_close_matches(
        wanted, names, 5, 0.5
    )
    hint = f"; did you mean {', '.join(dict.fromkeys(near[:5]))}?" if near else ""
    raise UsageError(f"article {article} calls nothing {name!r}{hint}")


def _anchored(store: Store, end: End, other: End) -> End:
    """An end with its anchors, none of which is the other end."""
    names = store.articles.names
    apart = [(other.type, other.key, other.article)] if other.article else []
    anchored = names.anchored(end, without=apart)
    if apart and not end.article and not anchored.anchors and not node_of(end, names):
        raise UsageError(f"{other} is all that there is of {end}")
    return anchored


def _dividing(end: End) -> str:
    return (
        f"both are {end}: to divide it, name what one article calls so, as '{end}@ARTICLE'; "
        f"`kg show '{end}' --why-merged` lists the articles"
    )
