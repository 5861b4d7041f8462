"""Actors of a document: the people, organisations, groups and places that act or are acted on, each with its canonical name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.actor_reading import WORK_TITLE, Reading, read
from kaozheng.tasks.extract.asking import compile_asking
from kaozheng.tasks.extract.belonging import body_ends
from kaozheng.tasks.extract.body_deeds import compile_body_deeds
from kaozheng.tasks.extract.canonical import Names, aliases_in
from kaozheng.tasks.extract.compounds import Compound, find_compounds
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.crews import find_crews, find_leaders, touching
from kaozheng.tasks.extract.established import add_established
from kaozheng.tasks.extract.gazetteer import Hit, compile_gazetteer
from kaozheng.tasks.extract.groups import Group, compile_groups, find_groups
from kaozheng.tasks.extract.initiative_patterns import InitiativePatterns, compile_initiatives
from kaozheng.tasks.extract.initiatives import quoted_names
from kaozheng.tasks.extract.known_people import find_known
from kaozheng.tasks.extract.lexicon import Lexicon, compile_lexicon
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.name_shapes import compile_shapes
from kaozheng.tasks.extract.nobody import compile_doubts
from kaozheng.tasks.extract.offices import NOTHING, Placed, Role
from kaozheng.tasks.extract.outlet_places import compile_outlet_places
from kaozheng.tasks.extract.people import find_names
from kaozheng.tasks.extract.region import count_places, find_region, together
from kaozheng.tasks.extract.roles import Roles
from kaozheng.tasks.extract.settlements import with_settlements
from kaozheng.tasks.extract.spelling import Spelling, compile_spelling
from kaozheng.tasks.extract.spelt_names import with_spelt_names
from kaozheng.tasks.extract.tagger import Tagger
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

_LONGEST_BRAND = 2
_GACHAS = ("嘎查", "苏木")
# 石局长
_OFFICE_SAID = re.compile("[\u4e00-\u9fff]副?(?:[\u4e00-\u9fff]长|书记|主任|主席|经理)")
_QUOTED_REST = re.compile("([\u4e00-\u9fff]{2,8})”")


def find_actors(document: Sequence[Article], vocabulary: Vocabulary, tagger: Tagger | None = None) -> list[list[ActorMention]]:
    """The actors of each article of one document, sorted by start.

    The articles are read together, because a document's region, its names and people's roles hold throughout. `tagger` is the process's
    own by default.
    """
    gazetteer, lexicon = compile_gazetteer(vocabulary), compile_lexicon(vocabulary)
    deeds = compile_body_deeds(vocabulary)
    readings = read(document, tagger or compile_asking(vocabulary), gazetteer, deeds)
    shapes, words, spelling = compile_shapes(vocabulary), compile_groups(vocabulary), compile_spelling(vocabulary)
    doubts = compile_doubts(vocabulary)
    names_of = [find_names(reading, lexicon, shapes, doubts) for reading in readings]
    patterns = compile_initiatives(vocabulary)
    certain = _without_things(readings, names_of, patterns)
    people = find_known(readings, certain, shapes)
    compounds = [
        [c for c in with_spelt_names(r, find_compounds(r, lexicon), lexicon, spelling) if not r.in_work(c.start, c.end)] for r in readings
    ]
    compounds, short = add_established(readings, with_settlements(readings, compounds, lexicon), lexicon)
    people = [_beside_firms(reading.text, names, own, short) for reading, names, own in zip(readings, people, compounds, strict=True)]
    aliases = aliases_in([WORK_TITLE.sub("", r.text) for r in readings], short, vocabulary)
    known_roles: dict[str, Role] = {}
    places = [count_places(_telling(reading, lexicon)) for reading in readings]
    whole = together(places)
    outlets = compile_outlet_places(vocabulary)
    found = []
    for reading, names, named, own in zip(readings, people, compounds, places, strict=True):
        article = reading.article
        region = find_region(gazetteer, whole, own, outlets.home(article), article.title or "")
        groups, canonical = find_groups(reading, words), Names(reading, region, aliases, deeds, gazetteer)
        found.append(_article_actors(reading, names, named, groups, lexicon, spelling, canonical, known_roles, patterns))
    return [_with_roles(_whole_people(mentions, known_roles, lexicon), known_roles, lexicon.holders) for mentions in found]


def _article_actors(
    reading: Reading,
    people: Sequence[Name],
    compounds: Sequence[Compound],
    groups: Sequence[Group],
    lexicon: Lexicon,
    spelling: Spelling,
    names: Names,
    known_roles: dict[str, Role],
    patterns: InitiativePatterns,
) -> list[ActorMention]:
    placed = [Placed(c, *names.name(c)) for c in _without_people(compounds, people)]
    placed = [p for p in placed if p.name]
    roles = Roles(reading, lexicon, placed, names, people)
    persons = _persons(people, roles, known_roles)
    things = _quoted_things(reading.text, placed, patterns)
    others = [
        ActorMention(p.compound.start, p.compound.end, p.compound.type, p.name, None, None, p.code, p.basis)
        for p in placed
        if not _of_delegate(reading.text, p) and not _of_thing(reading, p, lexicon, spelling) and p.compound[:2] not in things
    ]
    leaders = list(find_leaders(reading.text, placed))
    crews = list(_beside_groups(find_crews(reading, groups, placed, roles, people), leaders))
    return sorted([*persons, *_beside_groups(others, crews), *crews, *leaders])


def _telling(reading: Reading, lexicon: Lexicon) -> Iterator[Hit]:
    """The places that tell where a document is at home: not 宁德 in 宁德时代, a trade name that is known everywhere."""
    for hit in reading.hits:
        token = reading.tokens[reading.index_at(hit.start)] if reading.tokens else None
        brand = token is not None and token.tag == "ORG" and token.start == hit.start and hit.end < token.end <= hit.end + _LONGEST_BRAND
        if token is None or not brand or lexicon.suffix(reading.text, hit.end, token.end):
            yield hit


def _quoted_things(text: str, placed: Sequence[Placed], patterns: InitiativePatterns) -> set[tuple[int, int]]:
    """The spans of quoted names that what follows tells to be those of undertakings, where a place is seen in one: “幸福家园”创建."""
    quoted = any(p.compound.type == "place" and text[p.compound.start - 1 : p.compound.start] == "“" for p in placed)
    return {(span.start, span.end) for span in quoted_names(text, patterns)} if quoted else set()


def _of_delegate(text: str, placed: Placed) -> bool:
    """全国人大 in 全国人大代表, 省政协 in 省政协委员: what people are, not who acts."""
    start, end = placed.compound.start, placed.compound.end
    return text.startswith(("代表", "委员"), end) and text.endswith(("人大", "政协"), start, end)


def _of_thing(reading: Reading, placed: Placed, lexicon: Lexicon, spelling: Spelling) -> bool:
    """长沙马拉松, 河东、河西两个派出所, “云仓”平台, “江夏讲堂”: a part of an event's name, a branch's, or one in quotation marks before the
    word of a thing or nouns."""
    text, start, end = reading.text, placed.compound.start, placed.compound.end
    if placed.compound.type == "place" and (spelling.event.match(text, end) or spelling.branches.match(text, end)):
        return True
    if text[start] == "“" and spelling.named_thing.search(text, start, end):
        return True
    if text[start - 1 : start] != "“":
        return False
    if placed.compound.type == "place" and spelling.named_thing.match(text, end):
        return True
    rest = _QUOTED_REST.match(text, end)
    tokens = reading.tokens[reading.index_at(end) : reading.index_at(rest.end(1) - 1) + 1] if rest else ()
    return rest is not None and all(lexicon.bridges(text, token) for token in tokens)


def _without_things(readings: Sequence[Reading], names: Sequence[list[Name]], patterns: InitiativePatterns) -> list[list[Name]]:
    """The people less those whose name in quotation marks is the name of a thing, as “荆快查”小程序 says of 荆快查."""
    things: set[str] = set()
    for reading, found in zip(readings, names, strict=True):
        quoted = {n.start: n for n in found if reading.text[n.start - 1 : n.start] == "“"}
        for span in quoted_names(reading.text, patterns) if quoted else ():
            if span.start in quoted:
                things.add(quoted[span.start].name)
    return [[n for n in found if n.name not in things] for found in names] if things else list(names)


def _beside_firms(text: str, people: Sequence[Name], compounds: Sequence[Compound], short: Mapping[str, str]) -> list[Name]:
    """Names of people less those that are a part of a firm's short name (江海 in 江海造船), a business's (老杨家庭农场) or a town's."""
    if not people:
        return []
    firms = [Span(c.start, c.end) for c in compounds if c.of_person or text[c.start : c.end] in short]
    known = [Span(c.start, c.end) for c in compounds if _is_known(c)]
    towns = [
        Span(c.start + len(c.hits), c.end) for c in compounds if c.type == "place" and c.suffix and (c.hits or c.suffix.text in _GACHAS)
    ]
    whole = [n for n in people if not any(k.start <= n.start and n.end <= k.end and k.end - k.start > n.end - n.start for k in known)]
    return [n for n in whole if not any(f.start <= n.start and n.end <= f.end for f in (*firms, *towns))]


def _is_known(compound: Compound) -> bool:
    """小红书: a firm of the whole country by its name alone, whatever it begins with."""
    return compound.type == "organisation" and not (compound.suffix or compound.hits or compound.level)


def _without_people(compounds: Sequence[Compound], people: Sequence[Name]) -> list[Compound]:
    """Compounds less those that a person's name runs into."""
    starts = [name.start for name in people]
    kept = []
    for compound in compounds:
        at = bisect_left(starts, compound.end) - 1
        if at < 0 or people[at].end <= compound.start:
            kept.append(compound)
    return kept


def _persons(people: Sequence[Name], roles: Roles, known_roles: dict[str, Role]) -> list[ActorMention]:
    found: list[ActorMention] = []
    previous: tuple[Name, Role] | None = None
    for name in people:
        role = roles.continued(name, roles.of(name), previous)
        previous = name, role
        found.append(_person(name, role, known_roles))
    return found


def _person(name: Name, role: Role, known_roles: dict[str, Role]) -> ActorMention:
    known = known_roles.setdefault(name.name, NOTHING)
    if role.role and (not known.role or (known.vague() and not role.vague())):
        known_roles[name.name] = role if role.affiliation else Role(role.role, known.affiliation)
    elif role.affiliation and not known.affiliation and role.role in (None, known.role):
        known_roles[name.name] = Role(known.role, role.affiliation)
    return ActorMention(name.start, name.end, "person", name.name, role.role, role.affiliation)


def _beside_groups(mentions: Sequence[ActorMention], groups: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """Places, organisations and crews less those inside a longer group (湖南 in 湖南人民)."""
    spans = [Span(g.start, g.end) for g in groups]
    if not spans:
        yield from mentions
        return
    for mention in mentions:
        around = touching(spans, Span(mention.start, mention.end))
        if not any(span.start <= mention.start and mention.end <= span.end for span in around):
            yield mention


def _whole_people(mentions: Sequence[ActorMention], known_roles: Mapping[str, Role], lexicon: Lexicon) -> list[ActorMention]:
    """郎教授 is 郎咏, where the document has one 郎 alone who is a professor, 丘老师 the one 丘 of whom nothing is said."""
    out = []
    for mention in mentions:
        surname, title = mention.name[:1], mention.name[1:]
        if mention.type == "person" and (title in lexicon.addresses or (len(title) > 1 and lexicon.title_kind(title))):
            full = _called(surname, title, mention.name, known_roles, lexicon)
            if len(full) == 1:
                mention = mention._replace(name=full[0], basis="document")
            elif len(title) == 1:
                continue
        out.append(mention)
    return out


def _called(surname: str, title: str, short: str, known_roles: Mapping[str, Role], lexicon: Lexicon) -> list[str]:
    """The people of a surname who may be called by a title."""
    namesakes = {name: role.role or "" for name, role in known_roles.items() if name[0] == surname and name != short}
    also = (title, *lexicon.addresses.get(title, ()))
    fitting = [name for name, role in namesakes.items() if any(word in role for word in also)]
    return fitting or [name for name, role in namesakes.items() if not role and len(title) > 1 and title in lexicon.addresses]


def _same_body(role: str, known: Role, holders: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a role that is told without its body is the known one, or one that the known body has: 公诉人 of a 检察院."""
    ends = body_ends(role, holders)
    return role in (known.role or "") or (bool(ends) and (known.affiliation or "").endswith(ends))


def _with_roles(
    mentions: Sequence[ActorMention], known_roles: Mapping[str, Role], holders: Mapping[str, tuple[str, ...]]
) -> list[ActorMention]:
    """Each person's role and affiliation repeated where a mention gives none of its own."""
    out = []
    for mention in mentions:
        known = known_roles.get(mention.name, NOTHING) if mention.type == "person" else NOTHING
        if known != NOTHING and Role(mention.role, None).vague() and not known.vague():
            mention = mention._replace(role=known.role, affiliation=known.affiliation or mention.affiliation)
        elif known != NOTHING and not mention.role:
            mention = mention._replace(role=known.role, affiliation=mention.affiliation or known.affiliation)
        elif mention.role and not mention.affiliation and known.role and _same_body(mention.role, known, holders):
            mention = mention._replace(affiliation=known.affiliation)
        if mention.type == "person" and not mention.role and _OFFICE_SAID.fullmatch(mention.name):
            mention = mention._replace(role=mention.name[1:])
        out.append(mention)
    return out
