"""Ages that say whom a rule or a share is for (18岁以上人群, 12至17岁) and are no one's age."""

from __future__ import annotations

import re

AGE_GROUP = re.compile(r"[^岁]{0,8}[至到\-—~～][\d.]+周?岁|[^岁]{0,6}岁(?:[之以及]|及以)[上下内]")
"""Matches where the number of years begins, with any hedge before it."""
