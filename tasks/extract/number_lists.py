"""Lists of numbers that share the unit of their last: 分别派出23、45和61名, 第三、四轮; and 三、四个, which is a guess between two."""

from __future__ import annotations

from typing import NamedTuple

from kaozheng.tasks.extract.numbers import Number

MARKS = frozenset("、和及与或")
_RANK_MARKS = MARKS | {"、第", "和第", "及第"}
_NEXT = frozenset("0123456789零〇一二两三四五六七八九十百")
_LONGEST = 24


class NumberList(NamedTuple):
    """The numbers of a list so far, none of which has a unit of its own; `ranks`: they stand behind 第."""

    numbers: tuple[Number, ...] = ()
    ranks: bool = False

    def goes_on(self, text: str, number: Number) -> bool:
        """Whether `number` is the next of the list: nothing but a mark stands between."""
        return text[self.numbers[-1].end : number.digits] in (_RANK_MARKS if self.ranks else MARKS)

    def is_guess(self, text: str, last: Number) -> bool:
        """三、四个, 2、3天: two neighbouring digits say that it is either. 二 is no guess but a name (二、三类)."""
        if len(self.numbers) != 1 or self.ranks or text[self.numbers[0].end] != "、" or last.value_high is not None:
            return False
        first = text[self.numbers[0].digits : self.numbers[0].end]
        second = text[last.digits : last.end]
        if len(first) != 1 or len(second) != 1 or last.value - self.numbers[0].value != 1:
            return False
        return first != "二" and second != "二" and first.isascii() == second.isascii()

    def shares(self) -> bool:
        """Whether each number has the unit of the last; of Chinese numerals only ranks do (第三、四轮), others are names (一、二类)."""
        return self.ranks or not any(number.chinese for number in self.numbers)


NO_LIST = NumberList()


def opened(text: str, number: Number, *, rank: bool, before: NumberList) -> NumberList:
    """`before` with a number that has no unit but one of MARKS behind it, where a unit may follow that it can share; else no list.

    A list begins behind a word: at the start of a line or clause a number and 、 are the mark of a list (1、).
    """
    end = number.end
    if number.value_high is not None or number.modifier != "exact" or number.fraction:
        return NO_LIST
    if text[end + 1 : end + 2] not in _NEXT and not (rank and text[end + 1 : end + 2] == "第"):
        return NO_LIST
    if before.numbers:
        return before._replace(numbers=(*before.numbers, number)) if len(before.numbers) < _LONGEST else NO_LIST
    behind_word = "\u4e00" <= text[number.start - 1 : number.start] <= "\u9fff"
    return NumberList((number,), rank) if behind_word or rank else NO_LIST
