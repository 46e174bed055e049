"""OSCAL assessment results: the pieces, and one report made of them."""
