"""The aligned text against a slow model that carries each character's origin along by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaozheng.tasks.text import AlignedText, Edit, from_runs, runs_of

RAW = st.text(alphabet="甲乙丙丁戊己庚辛壬癸0123，。 \n", min_size=0, max_size=40)


class Model:
    """A list of (character, raw start, raw end, has a joint before it): the definition, one character at a time."""

    def __init__(self, cells):
        self.cells = cells

    @classmethod
    def raw(cls, string):
        return cls([(c, i, i + 1, False) for i, c in enumerate(string)])

    def part_end(self, start, end):
        return next((i for i in range(start + 1, end) if self.cells[i][3]), end)

    def border(self, start, end):
        if start < end:
            end = self.part_end(start, end)
            return self.cells[start][1], self.cells[end - 1][2]
        if not self.cells:
            return 0, 0
        point = self.cells[start - 1][2] if start > 0 else self.cells[0][1]
        return point, point

    def edit(self, edits):
        out, at, waiting = [], 0, False
        for start, end, after in [*edits, (len(self.cells), len(self.cells), "")]:
            for cell in self.cells[at:start]:
                out.append((*cell[:3], cell[3] or waiting))
                waiting = False
            low, high = self.border(start, end)
            before = start < len(self.cells) and self.cells[start][3] and at <= start
            for i, char in enumerate(after):
                out.append((char, low, high, waiting or (before and i == 0)))
                waiting = False
            if start < end:
                waiting |= (before and not after) or any(c[3] for c in self.cells[start + 1 : end])
            elif after and before:
                self.cells[start] = (*self.cells[start][:3], False)
            at = end
        if out:
            out[0] = (*out[0][:3], False)
        return Model(out)

    def take(self, spans):
        spans = [s for s in spans if s[0] < s[1]]
        out, last = [], None
        for start, end in spans:
            piece = [(*self.cells[start][:3], False), *self.cells[start + 1 : end]]
            if last is not None:
                apart = start < last or "".join(c[0] for c in self.cells[last:start]).strip() != ""
                piece[0] = (*piece[0][:3], apart)
            out += piece
            last = end
        return Model(out)

    def check(self, text):
        assert text.string == "".join(c[0] for c in self.cells)
        assert text.starts.tolist() == [c[1] for c in self.cells]
        assert text.ends.tolist() == [c[2] for c in self.cells]
        assert text.joints.tolist() == [i for i, c in enumerate(self.cells) if c[3] and i > 0]


@st.composite
def edits_for(draw, length):
    borders = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    # Two insertions at one place have no order of their own.
    pairs = [p for i, p in enumerate(pairs) if i == 0 or p[0] > pairs[i - 1][1] or (p[0] == pairs[i - 1][1] and p[0] < p[1])]
    return [Edit(a, b, draw(st.text(alphabet="新字98", max_size=3))) for a, b in pairs]


@st.composite
def spans_for(draw, length):
    pairs = draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, length)), max_size=4))
    return [(min(p), max(p)) for p in pairs]


@given(RAW, st.data())
def test_any_sequence_of_edits_keeps_every_origin(raw, data):
    text, model = AlignedText.raw(raw), Model.raw(raw)
    for _ in range(data.draw(st.integers(0, 5))):
        if data.draw(st.booleans()):
            step = data.draw(edits_for(len(text)))
            text, model = text.edit(step), model.edit(step)
        else:
            step = data.draw(spans_for(len(text)))
            text, model = text.take(step), model.take(step)
        model.check(text)


@given(RAW, st.data())
def test_two_edits_composed_are_both_in_turn(raw, data):
    first = data.draw(edits_for(len(raw)))
    base = AlignedText.raw(raw).edit(first)
    if data.draw(st.booleans()):
        base = base.take(data.draw(spans_for(len(base))))
    second = data.draw(edits_for(len(base)))
    assert AlignedText.raw(base.string).edit(second).through(base) == base.edit(second)


@given(RAW, st.data())
def test_disjoint_edits_may_be_made_together_or_in_turn(raw, data):
    edits = data.draw(edits_for(len(raw)))
    edits = [e for i, e in enumerate(edits) if i == 0 or e.start > edits[i - 1].end]
    cut = data.draw(st.integers(0, len(edits)))
    text = AlignedText.raw(raw)
    assert text.edit(edits[cut:]).edit(edits[:cut]) == text.edit(edits)


@given(RAW, st.data())
def test_runs_and_back(raw, data):
    edited = AlignedText.raw(raw).edit(data.draw(edits_for(len(raw))))
    texts = [AlignedText.empty(), edited.take(data.draw(spans_for(len(edited)))), edited, AlignedText.raw(raw)]
    assert list(from_runs([text.string for text in texts], runs_of(texts), [text.joints for text in texts])) == texts


@given(RAW, st.data())
def test_slices_join_to_the_whole(raw, data):
    text = AlignedText.raw(raw).edit(data.draw(edits_for(len(raw))))
    cut = data.draw(st.integers(0, len(text)))
    assert AlignedText.join([text.slice(0, cut), text.slice(cut, len(text))], apart=False) == text


@given(RAW, st.data())
def test_parts_cover_a_span_and_its_evidence_is_the_first(raw, data):
    text = AlignedText.raw(raw)
    text = text.take(data.draw(spans_for(len(text))))
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    parts = text.raw_parts(start, end)
    assert "".join("".join(raw[a:b] for a, b in parts).split()) == "".join(text.string[start:end].split())
    if parts:
        assert text.raw_span(start, end) == parts[0]


@given(RAW, st.data())
def test_many_raw_spans_are_those_of_each(raw, data):
    text = AlignedText.raw(raw).edit(data.draw(edits_for(len(raw))))
    text = text.take(data.draw(spans_for(len(text))))
    spans = data.draw(spans_for(len(text)))
    assert text.raw_spans(spans) == [text.raw_span(*span) for span in spans]


def test_a_word_that_the_page_cut_in_two():
    text = AlignedText.raw("组织流调队\n另一篇的标题\n伍47支，")
    joined = text.take([(0, 5), (13, 18)])
    assert joined.string == "组织流调队伍47支，"
    assert joined.raw_parts(2, 9) == [(2, 5), (13, 17)]
    assert joined.raw_span(2, 9) == (2, 5)


def test_a_gloss_leaves_its_host_with_the_whole_origin():
    text = AlignedText.raw("當(dāng)天")
    assert text.edit([Edit(0, 7, "当")]).raw_span(0, 1) == (0, 7)


@pytest.mark.parametrize("edits", [[Edit(2, 1, "")], [Edit(0, 9, "")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(3, 3, "a"), Edit(0, 1, "")]])
def test_edits_out_of_order_or_range_are_refused(edits):
    with pytest.raises(ValueError, match="edits"):
        AlignedText.raw("四个字母").edit(edits)


def test_a_conversion_must_keep_the_length():
    with pytest.raises(ValueError, match="one-to-one"):
        AlignedText.raw("乾燥").convert("干")


def test_a_million_edits_cost_no_step_for_each_character():
    import time

    raw = "字 " * 500_000
    text = AlignedText.raw(raw)
    begun = time.process_time()
    edited = text.edit([Edit(i, i + 1, "") for i in range(1, len(raw), 2)])
    assert len(edited) == 500_000
    assert time.process_time() - begun < 5
