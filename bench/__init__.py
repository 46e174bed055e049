"""Measurements side by side in one run: `make bench`. Ratios are what counts; times depend on the machine."""
