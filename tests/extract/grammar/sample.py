"""Documents from sentences whose words are written out, so that these tests stand without the tagger."""

from __future__ import annotations

from kg.extract.grammar import candidates
from kg.extract.grammar.context import Candidate
from kg.model import Article, Document, Span, Word
from kg.read.shadow import shadow


def tagged(sentence: str) -> Document:
    """The document of a sentence given as `参观/v 水西村/LOC 纪念馆/n`; `//` stands for a blank, `\\n` for a new line."""
    text, words = "", []
    for line in sentence.split("\n"):
        for token in line.split():
            word, _, tag = token.rpartition("/")
            word = word.replace("/", " ") if word.strip("/") == "" else word
            words.append(Word(len(text), len(text) + len(word), tag))
            text += word
        text += "\n"
    text = text[:-1]
    return Document(Article("sample", text), shadow(text), (Span(0, len(text)),), words=tuple(words))


def found(sentence: str) -> set[tuple[str, str]]:
    """(type, text) of all candidates."""
    document = tagged(sentence)
    return {(each.type, document.article.text[each.start : each.end]) for each in candidates(document)}


def rules(sentence: str) -> dict[tuple[str, str], str]:
    """(type, text) → rule, of all candidates."""
    document = tagged(sentence)
    return {
        (each.type, document.article.text[each.start : each.end]): each.rule for each in candidates(document)
    }


def of(document: Document, candidate: Candidate) -> str:
    """The candidate's text."""
    return document.article.text[candidate.start : candidate.end]
