"""Histories chosen by `random.Random(seed)` from the same rules: no shrinking, but ten for one of Hypothesis."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

from hypothesis.strategies import SearchStrategy
from hypothesis.strategies._internal.collections import ListStrategy, TupleStrategy
from hypothesis.strategies._internal.lazy import unwrap_strategies
from hypothesis.strategies._internal.misc import BooleansStrategy
from hypothesis.strategies._internal.numbers import FloatStrategy, IntegersStrategy
from hypothesis.strategies._internal.strategies import MappedStrategy, OneOfStrategy, SampledFromStrategy

from tests.workflows.histories.machine import Machine

Draw = Callable[[random.Random], Any]

STEPS = 30
_LONGEST = 5  # of a list


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a machine as it is walked."""

    run: FunctionType
    draws: Mapping[str, Draw]
    needs: tuple[Callable[[Machine], bool], ...]

    def allowed(self, machine: Machine) -> bool:
        """True if its preconditions hold."""
        return all(need(machine) for need in self.needs)

    def draw(self, rng: random.Random) -> dict[str, Any]:
        """Its arguments."""
        return {name: draw(rng) for name, draw in self.draws.items()}


@cache
def rules(kind: type[Machine]) -> tuple[Rule, ...]:
    """Every rule of a machine, in one order whatever was imported first."""
    found = sorted(kind.setup_state().rules, key=lambda rule: str(rule.function.__qualname__))
    return tuple(
        Rule(
            rule.function,
            {name: draws(each) for name, each in sorted(rule.arguments.items())},
            tuple(rule.preconditions),
        )
        for rule in found
    )


_ACT = re.compile(r"self\.act\(\s*(\w+)\.(\w+)")


@cache
def commands(kind: type[Machine]) -> Mapping[str, tuple[Rule, ...]]:
    """Every command that the rules give, by its full name, with the rules that give it."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules(kind):
        for module, name in dict.fromkeys(_ACT.findall(inspect.getsource(rule.run))):
            command = full_name(getattr(rule.run.__globals__[module], name))
            found[command] = (*found.get(command, ()), rule)
    return dict(sorted(found.items()))


def full_name(command: Callable[..., object]) -> str:
    """How a command is told apart from all others."""
    return f"{command.__module__}.{command.__name__}"


def walk(kind: type[Machine], seed: int, steps: int = STEPS) -> int:
    """Walk one history to its end and undo it all; gives how many acts there were. What fails tells seed and steps."""
    rng = random.Random(seed)
    machine = kind()
    told: list[str] = []
    try:
        machine.begin()
        for _ in range(steps):
            step(machine, rng, told)
            machine.sound()
        machine.teardown()
    except BaseException as error:
        error.add_note(f"seed {seed}, after:\n" + "\n".join(told))
        machine.end()
        raise
    return machine.acts


def step(machine: Machine, rng: random.Random, told: list[str]) -> None:
    """One rule, any that is allowed; what it is called with is told before it runs."""
    every = rules(type(machine))
    rule = rng.choice(every)
    while not rule.allowed(machine):
        rule = rng.choice(every)
    take(machine, rule, rng, told)


def take(machine: Machine, rule: Rule, rng: random.Random, told: list[str]) -> None:
    """This rule."""
    chosen = rule.draw(rng)
    told.append(f"{rule.run.__name__}({', '.join(f'{name}={value!r}' for name, value in chosen.items())})")
    rule.run(machine, **chosen)


def draws(strategy: SearchStrategy[Any]) -> Draw:
    """How to draw what a strategy of Hypothesis would give, every value as likely as the others."""
    plain = unwrap_strategies(strategy)  # type: ignore[no-untyped-call]
    for kind, made in _DRAWS.items():
        if isinstance(plain, kind):
            return made(plain)
    raise TypeError(f"Walks do not know {strategy!r} yet: teach them in tests/workflows/histories/walking.py.")


def _sample(plain: Any) -> Draw:
    changes = [change for name, change, *_ in plain._transformations if name == "map"]

    def draw(rng: random.Random) -> Any:
        value = rng.choice(plain.elements)
        for change in changes:
            value = change(value)
        return value

    return draw


def _tuple(plain: Any) -> Draw:
    parts = [draws(each) for each in plain.element_strategies]
    return lambda rng: tuple(part(rng) for part in parts)


def _list(plain: Any) -> Draw:
    part = draws(plain.element_strategy)
    return lambda rng: [part(rng) for _ in range(rng.randint(plain.min_size, min(plain.max_size, _LONGEST)))]


def _branch(plain: Any) -> Draw:
    branches = [draws(each) for each in plain.original_strategies]
    return lambda rng: rng.choice(branches)(rng)


def _mapped(plain: Any) -> Draw:
    inner = draws(plain.mapped_strategy)
    return lambda rng: plain.pack(inner(rng))


_DRAWS: Mapping[type, Callable[[Any], Draw]] = {
    SampledFromStrategy: _sample,
    IntegersStrategy: lambda plain: lambda rng: rng.randint(plain.start, plain.end),
    FloatStrategy: lambda plain: lambda rng: rng.uniform(plain.min_value, plain.max_value),
    BooleansStrategy: lambda _plain: lambda rng: rng.random() < 0.5,
    TupleStrategy: _tuple,
    ListStrategy: _list,
    OneOfStrategy: _branch,
    MappedStrategy: _mapped,
}
