"""A document made ready for reading: all that the readers of figures and statements share, found once."""

from __future__ import annotations

from functools import cached_property

from engine.documents.models import Document
from engine.extraction.layout import Layout
from engine.extraction.lexicon import Lexicon
from engine.extraction.modality import ModalityReader
from engine.extraction.nearby import Surroundings
from engine.extraction.outline import Outline
from engine.extraction.slots import Slot, mask
from engine.extraction.words import Hits
from engine.text import plain


class Reading:
    """One document seen through one lexicon. `text` is the document's in one spelling, offset by offset."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.text = plain(document.text)
        self.layout = Layout(self.text, document)
        self.outline = Outline(document)

    @cached_property
    def slots(self) -> list[Slot]:
        """Every number with a unit."""
        marks = mask(self.text, self.lexicon.names)
        return self.lexicon.slot_finder.find(self.text, self.document.text, marks, self.layout.starts)

    @cached_property
    def hits(self) -> Hits:
        """Every word of the dictionary."""
        return self.lexicon.vocabulary.find(self.text, self.layout.starts)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The words around each clause."""
        return Surroundings(self.layout, self.hits, self.outline)

    @cached_property
    def modality(self) -> ModalityReader:
        """Tells how a figure or a statement is meant."""
        return ModalityReader(self.lexicon.modality, self.document, self.text, self.layout, self.outline)
