"""Made-up conversations for the tiny model.

`conversation()` returns chat messages. Each family of questions is a function that returns (question, answer). `pick`
makes earlier options likelier, so that greedy decoding has one clear winner; `ask` is even, so that every way of asking
is learned. Everything is drawn from `R`: the same seed gives the same text."""

from .choice import R
from .conversations import FAMILIES, conversation

__all__ = ["FAMILIES", "R", "conversation"]
