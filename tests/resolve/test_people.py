"""Who is who among people of one name, by what articles say of them."""

from __future__ import annotations

from kg.model import Article, Document, Fact, Mention, Ref
from kg.resolve import resolve


def story(
    id_: str, text: str, *names: tuple[str, str], roles: tuple[tuple[str, str], ...] = (), source: str = ""
) -> Document:
    """A document of a text in which the names (type, name) are mentioned in order, with the offices of people."""
    mentions, at = [], 0
    for type_, name in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), type_, name, name, "test/1", 0.9))
        at += len(name)
    facts = tuple(
        Fact(Ref("Person", person), "holdsRole", Ref("Role", role), 0, len(text), "test/1", 0.9)
        for person, role in roles
    )
    return Document(Article(id_, text, source=source), text, mentions=tuple(mentions), facts=facts)


def nodes(name: str, *documents: Document) -> int:
    """How many entities bear a name."""
    found = resolve(documents)
    return len(
        {s.subject.key for s in found if s.predicate == "mention" and s.subject.key.split("（")[0] == name}
    )


def office(id_: str, name: str, role: str) -> Document:
    return story(id_, f"{role}{name}到会。", ("Person", name), roles=((name, role),))


def test_a_rare_name_follows_its_bearer_from_post_to_post() -> None:
    assert nodes("沈佳禾", office("a", "沈佳禾", "江阴市副市长"), office("b", "沈佳禾", "宜兴市委书记")) == 1
    assert nodes("沈佳禾", office("a", "沈佳禾", "江苏省副省长"), office("b", "沈佳禾", "水利部部长")) == 1


def test_a_common_name_does_not() -> None:
    assert nodes("王伟", office("a", "王伟", "江阴市副市长"), office("b", "王伟", "宜兴市委书记")) == 2
    assert (
        nodes("沈佳禾", office("a", "沈佳禾", "江阴市教育局干部"), office("b", "沈佳禾", "遵义市教育局干部"))
        == 2
    )


def test_leading_posts_of_one_county_are_held_by_few() -> None:
    assert nodes("陈晓东", office("a", "陈晓东", "江阴市副市长"), office("b", "陈晓东", "江阴市委书记")) == 1


def test_the_same_company_in_a_list_of_names_is_the_same_person() -> None:
    def listed(id_: str, text: str, *others: str) -> Document:
        return story(id_, text, *(("Person", other) for other in others))

    one = listed("a", "沈佳禾、王刚、郁文渊出席。", "沈佳禾", "王刚", "郁文渊")
    other = listed("b", "王刚（女）　郁文渊　宋疏桐", "王刚", "郁文渊", "宋疏桐")
    apart = listed("c", "王刚，岑一苇出席。", "王刚", "岑一苇")
    assert nodes("王刚", one, other) == 1
    assert nodes("王刚", one, apart) == 2


def test_neighbours_with_common_names_prove_nothing() -> None:
    one = story("a", "王刚、张伟出席。", ("Person", "王刚"), ("Person", "张伟"))
    other = story("b", "王刚、张伟领奖。", ("Person", "王刚"), ("Person", "张伟"))
    assert nodes("王刚", one, other) == 2


def test_a_statesman_abroad_is_known_by_country() -> None:
    president, premier = (
        office("a", "多布列夫", "保加利亚总统"),
        office("b", "多布列夫", "保加利亚共和国总理"),
    )
    assert nodes("多布列夫", president, premier) == 1
    assert nodes("多布列夫", president, office("c", "多布列夫", "波兰外长")) == 2
    assert nodes("穆罕默德", office("a", "穆罕默德", "也门总统"), office("b", "穆罕默德", "也门副总统")) == 2


def test_the_country_named_before_in_the_sentence_counts() -> None:
    def of(id_: str, land: str, mark: str = "") -> Document:
        return story(id_, f"{land}国防委员会秘书{mark}多布列夫说。", ("Place", land), ("Person", "多布列夫"))

    assert nodes("多布列夫", of("a", "乌克兰"), of("b", "乌克兰")) == 1
    assert nodes("多布列夫", of("a", "乌克兰"), of("b", "波兰")) == 2


def test_an_office_wrongly_given_to_a_foreigner_joins_nobody() -> None:
    one = story("a", "甲", roles=(("多布列夫", "波兰总统"), ("多布列夫", "中共中央总书记")))
    other = story("b", "乙", roles=(("多布列夫", "波兰总统"), ("多布列夫", "中共中央总书记")))
    pieces = {s.subject.key for s in resolve([one, other]) if s.subject.type == "Person"}
    assert pieces == {"多布列夫"}
    third = story("c", "丙", roles=(("多布列夫", "中共中央总书记"), ("多布列夫", "加纳总统")))
    assert len({s.subject.key for s in resolve([one, third]) if s.subject.type == "Person"}) == 2


def test_athletes_of_rare_names_are_known_by_their_field() -> None:
    def race(id_: str, name: str) -> Document:
        return story(id_, f"中国选手{name}晋级决赛。", ("Person", name))

    assert nodes("岑一苇", race("a", "岑一苇"), race("b", "岑一苇")) == 1
    assert nodes("王丽", race("a", "王丽"), race("b", "王丽")) == 2


def test_a_name_kept_back_is_nobody() -> None:
    assert nodes("王某", office("a", "王某", "江阴市副市长"), office("b", "王某", "江阴市副市长")) == 2


def test_a_leader_with_a_common_name_is_known_among_leaders_only() -> None:
    meeting = story("a", "习近平会见来宾。王毅参加会见。", ("Person", "习近平"), ("Person", "王毅"))
    villager = story("b", "习近平总书记的话，村民王毅记得。", ("Person", "习近平"), ("Person", "王毅"))
    keys = [s.subject.key for s in resolve([meeting, villager]) if s.subject.name == "王毅"]
    assert keys == ["王毅", "王毅（b）"]


def test_an_article_that_speaks_of_two_heads_of_one_name_joins_nobody() -> None:
    both = story("a", "甲", roles=(("穆罕默德", "阿联酋总统"), ("穆罕默德", "约旦首相")))
    one, other = office("b", "穆罕默德", "阿联酋总统"), office("c", "穆罕默德", "约旦首相")
    assert len({s.subject.key for s in resolve([both, one, other]) if s.subject.type == "Person"}) == 3


def test_who_wrote_an_article_is_not_known_by_those_it_speaks_of() -> None:
    def written(id_: str, role: str) -> Document:
        people = ("Person", "沈佳禾"), ("Person", "郁文渊")
        return story(id_, "沈佳禾说，郁文渊来了。", *people, roles=(("沈佳禾", role),), source="青溪日报")

    assert nodes("沈佳禾", written("a", "记者"), written("b", "青溪县委宣传部副部长")) == 2
    assert nodes("沈佳禾", written("a", "记者"), written("b", "记者")) == 1


def test_beside_the_same_rare_name_somebody_is_one() -> None:
    def village(id_: str, name: str, other: str) -> Document:
        return story(id_, f"{name}起得早。{other}来了。", ("Person", name), ("Person", other))

    assert nodes("罗长青", village("a", "罗长青", "贺远山"), village("b", "罗长青", "贺远山")) == 1
    assert nodes("罗长青", village("a", "罗长青", "张伟"), village("b", "罗长青", "张伟")) == 2
    assert nodes("王伟", village("a", "王伟", "贺远山"), village("b", "王伟", "贺远山")) == 2


def test_a_name_that_hardly_anybody_bears_is_one_in_the_news_of_the_nation_not_in_local_papers() -> None:
    def news(id_: str, place: str) -> Document:
        return story(id_, f"{place}的岑一苇获奖。", ("Place", place), ("Person", "岑一苇"))

    assert nodes("岑一苇", news("a", "江苏省"), news("b", "湖南省")) == 1
    assert nodes("岑一苇", news("a", "青溪县"), news("b", "白石县")) == 2


def test_members_speak_by_their_rank_in_the_nations_consultative_conference() -> None:
    def says(id_: str, body: str) -> Document:
        return story(id_, f"{body}举行会议。马志成常委建议修路。", ("Person", "马志成"))

    assert nodes("马志成", says("a", "全国政协"), says("b", "全国政协")) == 1
    assert nodes("马志成", says("a", "青溪县政协"), says("b", "青溪县政协")) == 2


def test_a_chinese_name_that_hardly_anybody_bears_is_no_foreigners() -> None:
    def race(id_: str, text: str) -> Document:
        return story(id_, f"{text}邹敬园很稳。", ("Place", text[:2]), ("Person", "邹敬园"))

    assert nodes("邹敬园", race("a", "法国比赛，"), race("b", "日本比赛，")) == 1


def test_rolls_of_assemblies_name_the_same_people_whoever_stands_beside() -> None:
    def roll(id_: str, first: int) -> Document:
        others = [f"沈{chr(0x5000 + 7 * number)}禾" for number in range(first, first + 80)]
        names = [*others[:40], "王成", *others[40:]]
        return story(id_, "、".join(names), *(("Person", name) for name in names))

    assert nodes("王成", roll("a", 0), roll("b", 200)) == 1


def test_former_posts_and_terms_of_office_are_left_out_of_an_offices_name() -> None:
    one = office("a", "王成", "十四届全国政协原副秘书长")
    other = office("b", "王成", "全国政协副秘书长")
    assert nodes("王成", one, other) == 1


def test_an_envoy_is_known_by_the_words_before_the_name() -> None:
    def met(id_: str, host: str) -> Document:
        return story(id_, f"{host}和中国驻老挝大使马志成到机场迎接。", ("Person", "马志成"))

    assert nodes("马志成", met("a", "副总理"), met("b", "部长佩")) == 1


def test_a_village_has_few_whom_news_may_name() -> None:
    def lives(id_: str, text: str, *villages: str) -> Document:
        return story(id_, text, *(("Place", name) for name in villages), ("Person", "杨文丽"))

    one, other = (
        lives("a", "在石桥湾村，杨文丽绣花。", "石桥湾村"),
        lives("b", "石桥湾村的杨文丽来了。", "石桥湾村"),
    )
    assert nodes("杨文丽", one, other) == 1
    assert nodes("杨文丽", one, lives("c", "红旗村的杨文丽来了。", "红旗村")) == 2
    common = [lives(id_, "红旗村的杨文丽来了。", "红旗村") for id_ in "de"]
    assert nodes("杨文丽", *common) == 2
    many = [
        lives(id_, "甲寨村、乙寨村、丙寨村、丁寨村，杨文丽。", "甲寨村", "乙寨村", "丙寨村", "丁寨村")
        for id_ in "fg"
    ]
    assert nodes("杨文丽", *many) == 2


def test_pairs_of_players_are_lists() -> None:
    one = story("a", "杨昊/郁文渊夺冠。", ("Person", "杨昊"), ("Person", "郁文渊"))
    other = story("b", "杨昊和郁文渊再夺一金。", ("Person", "杨昊"), ("Person", "郁文渊"))
    assert nodes("杨昊", one, other) == 1


def test_a_field_may_be_told_by_the_office() -> None:
    one = story("a", "甲", roles=(("陈志华", "神舟四十号乘组航天员"),))
    other = story("b", "航天员陈志华出舱。", ("Person", "陈志华"))
    found = {s.subject.key for s in resolve([one, other]) if s.subject.type == "Person"}
    assert found == {"陈志华"}
