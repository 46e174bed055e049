"""The documents room: file -> `Document`. `read_document` is its door."""

from engine.documents.models import Document, Given
from engine.documents.reading import document_from_text, read_document

__all__ = ["Document", "Given", "document_from_text", "read_document"]
