"""What a block says of itself to be about, by which a new letter takes it over or leaves it out."""

from typing import Self

from pydantic import model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import Name, Party, problem


class About(BlockModel, defer_build=False):
    """What a block can be said about, so that it is taken over into no other letter.

    `countries` are those that it speaks of, `dialogues` the kinds of dialogue that it is written for,
    such as `summit`. What is `general` speaks of no country, and suits every letter.
    """

    countries: tuple[Party, ...] = ()
    dialogues: tuple[Name, ...] = ()
    general: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.general and self.countries:
            raise problem("LK203", "what is 'general' is about no country", "keep one of the two")
        return self
