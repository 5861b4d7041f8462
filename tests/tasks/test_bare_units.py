"""Units that stand alone on a page that has lost its digits, and the same words where nothing is lost."""

from __future__ import annotations

import pytest

from kaozheng.tasks.extract.bare_units import scan_bare_units
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


@pytest.mark.parametrize(
    "text, units",
    [
        ("大队派出辆消防车和名指战员赶到。", ["辆", "名"]),
        ("停电的个台区涉及户，力争恢复。", ["个", "户"]),
        ("他自驾公里赶来，连续奋战多小时。", ["公里", "多小时"]),
        ("洪峰流量达每秒立方米。", ["立方米"]),
        ("转移群众人，设置安置点处。", ["人", "处"]),
        ("找到了岁的老人。", ["岁"]),
        ("这辆消防车和每名指战员都到了。", []),
        ("两名队员到了，几个人没来。", []),
        ("人人有责，处处有人，户户相连。", []),
        ("个人和家庭，件件有回音。", []),
    ],
)
def test_bare_units(text, units):
    found = list(scan_bare_units(text, VOCABULARY))
    assert [text[q.start : q.end] for q in found] == units
    assert all(q.value is None and q.status == "lost" for q in found)
