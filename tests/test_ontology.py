from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import RuleError
from kg.ontology import NAMESPACE, as_html, as_table, as_turtle, load, ontology
from kg.resources import folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The ontology's files, to be broken."""
    return Path(shutil.copytree(folder("ontology"), tmp_path / "ontology"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_types_and_predicates_are_those_of_the_guideline() -> None:
    types = "Person Organisation Place Site Route Campaign Event Policy Work Role Date Figure"
    assert set(ontology().types) == set(types.split())
    predicates = """holdsRole memberOf locatedIn organises participatesIn visits partOf promotes issues heldAt onDate says
        commemorates hasFigure succeeds alias"""
    assert set(ontology().predicates) == set(predicates.split())


def test_every_type_has_a_file_of_its_own_and_a_colour_of_its_own() -> None:
    for name, found in ontology().classes.items():
        if name != "FactPredicate":
            assert Path(found.source.rpartition(":")[0]).name == f"{name.lower()}.ttl"
    colours = [found.colour for found in ontology().types.values()]
    assert len(set(colours)) == len(colours)


def test_labels_in_both_languages_and_inverse_labels_for_predicates() -> None:
    for term in (*ontology().classes.values(), *ontology().properties.values()):
        assert re.search("[\u4e00-\u9fff]|SHA", term.label_zh)
        assert re.search("[\u4e00-\u9fff]", term.definition_zh)
        assert term.definition_en.isascii()
    for predicate in ontology().predicates.values():
        assert predicate.inverse_zh
        assert predicate.inverse_en
        assert predicate.alignments


@pytest.mark.parametrize(
    ("predicate", "subject", "target", "allowed"),
    [
        ("holdsRole", "Person", "Role", True),
        ("holdsRole", "Role", "Person", False),
        ("locatedIn", "Site", "Place", True),
        ("locatedIn", "Person", "Place", False),
        ("organises", "Site", "Event", True),
        ("organises", "Place", "Event", False),
        ("partOf", "Event", "Event", True),
        ("partOf", "Event", "Campaign", False),
        ("partOf", "Site", "Route", True),
        ("partOf", "Person", "Person", False),
        ("says", "Person", "Quote", True),
        ("hasFigure", "Campaign", "Figure", True),
    ],
)
def test_what_a_predicate_may_connect(predicate: str, subject: str, target: str, allowed: bool) -> None:
    assert ontology().predicates[predicate].allows(subject, target) is allowed


def test_classes_inherit() -> None:
    above = ontology().ancestors[f"{NAMESPACE}Person"]
    assert {f"{NAMESPACE}Person", f"{NAMESPACE}Entity", "https://schema.org/Person"} <= above


def test_rdflib_is_loaded_only_where_it_is_needed() -> None:
    code = "import sys, kg.ontology as o; o.ontology().predicates; assert 'rdflib' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (rdflib.URIRef(f"{NAMESPACE}Person"), rdflib.RDF.type, rdflib.OWL.Class) in ontology().graph


def test_only_the_cells_of_lists_are_blank() -> None:
    for triple in ontology().triples:
        if isinstance(triple.subject, ox.BlankNode):
            assert triple.predicate.value.endswith(("#first", "#rest"))


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("person.ttl", "rdfs:subClassOf", "rdfs:subClassOf ,", r"person\.ttl:15: "),
        ("person.ttl", '"person"@en', '"person"', r"person\.ttl:11: .*rdfs:label"),
        ("person.ttl", "#c0392b", "red", r"person\.ttl:11: .*colour"),
        ("site.ttl", "kg:Entity,", "kg:Entitty,", r"site\.ttl:\d+: .*Entitty.*Entity"),
        (
            "predicates.ttl",
            "schema:rangeIncludes kg:Role",
            "schema:rangeIncludes kg:Rolle",
            r"predicates\.ttl:15: .*Rolle",
        ),
        ("role.ttl", "kg:oneLabel", "kg:oneLable", r"role\.ttl:\d+: .*oneLable"),
        ("role.ttl", "kg:Role a owl:Class", "kg:Site a owl:Class", r"site\.ttl:\d+: .*role\.ttl"),
    ],
)
def test_a_broken_file_is_named_with_its_line(copy: Path, file: str, old: str, new: str, line: str) -> None:
    change(copy / file, old, new)
    with pytest.raises(RuleError, match=line):
        load(copy)


def test_a_file_in_another_encoding_and_an_empty_folder_are_refused(copy: Path, tmp_path: Path) -> None:
    (copy / "person.ttl").write_bytes((copy / "person.ttl").read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(RuleError, match=r"person\.ttl"):
        load(copy)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuleError, match="empty"):
        load(tmp_path / "empty")


def test_a_new_type_is_one_new_file(copy: Path) -> None:
    (copy / "museum.ttl").write_text((copy / "site.ttl").read_text(encoding="utf-8").split("kg:SiteShape")[0].replace(
        "kg:Site ", "kg:Museum "), encoding="utf-8")  # fmt: skip
    assert load(copy).types["Museum"].colour == ontology().types["Site"].colour


def test_turtle_says_what_the_files_say() -> None:
    text = as_turtle(ontology())
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), ontology().graph)
    assert text.count("@prefix kg:") == 1


def test_a_prefix_means_one_thing(copy: Path) -> None:
    change(copy / "person.ttl", "http://xmlns.com/foaf/0.1/", "http://other.example/")
    with pytest.raises(RuleError, match="foaf"):
        as_turtle(load(copy))


def test_the_table_has_a_line_for_each_term() -> None:
    table = as_table(ontology())
    assert re.search(r"^  Person +人物 +person ", table, re.MULTILINE)
    assert re.search(r"^  partOf .* → same kind, Route$", table, re.MULTILINE)
    assert re.search(r"^  begins .* Date → xsd:date$", table, re.MULTILINE)
    assert not re.search(r"[ \t]$", table, re.MULTILINE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.local: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag not in {"script", "img", "link", "iframe"}
        self.ids += [given["id"] or ""] if "id" in given else []
        self.local |= {given["href"][1:]} if (given.get("href") or "").startswith("#") else set()
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_needs_nothing_else_and_its_links_lead_somewhere() -> None:
    page = _Page()
    page.feed(as_html(ontology()))
    assert not page.open
    assert len(page.ids) == len(set(page.ids)) == len(ontology().classes) + len(ontology().properties)
    assert page.local <= set(page.ids)
    assert set(ontology().types) | set(ontology().predicates) <= page.local
