"""People at work beside a task: clicks on two rows each, in any order, in one transaction; how long each waited."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True)
class Habit:
    """How many people click how often, and what a click does to each of its rows: it returns the status."""

    people: int
    clicks_a_second: float
    statement: str


# Whitelists a row; one that is, is ignored: each click changes something.
CLICK = """update conflictvisitmaps set "StatusFlag" = case "StatusFlag" when 'W' then 'I' else 'W' end
    where "ID" = %s returning "StatusFlag" as status"""
# Takes the locks of a click and leaves the row as it is.
TOUCH = 'update conflictvisitmaps set "StatusFlag" = "StatusFlag" where "ID" = %s returning "StatusFlag" as status'


class Clicks:
    """People at work as long as it is entered."""

    def __init__(self, connect: Callable[[], psycopg.Connection], rows: list[int], habit: Habit):
        self.connect, self.rows, self.habit = connect, rows, habit
        self.done: Counter[tuple[int, str, str]] = Counter()  # row, status that it got, who
        self.waits: list[float] = []
        self.failures: list[str] = []
        self._ended = threading.Event()
        self._people = [threading.Thread(target=self._work, args=(number,)) for number in range(habit.people)]

    def __enter__(self) -> Clicks:
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for person in self._people:
            person.join()

    @property
    def clicked(self) -> set[int]:
        return {row for row, _, _ in self.done}

    @property
    def longest(self) -> float:
        return max(self.waits, default=0.0)

    def _work(self, number: int) -> None:
        chance, pause = random.Random(number), self.habit.people / self.habit.clicks_a_second
        person = f"person {number}"
        with self.connect() as session:
            session.execute("select set_config('conflict.application_user', %s, false)", (person,))
            while not self._ended.wait(chance.uniform(0, 2 * pause)):
                self._click(session, chance.sample(self.rows, 2), person)

    def _click(self, session: psycopg.Connection, rows: list[int], person: str) -> None:
        begun = time.monotonic()
        try:
            with session.transaction():
                clicked = [(row, session.execute(self.habit.statement, (row,)).fetchone()[0], person) for row in rows]
            self.done.update(clicked)
        except psycopg.Error as error:
            self.failures.append(error.sqlstate or type(error).__name__)
        self.waits.append(time.monotonic() - begun)
