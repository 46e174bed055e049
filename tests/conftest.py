"""What all tests share."""

from hypothesis import settings

# A loaded machine is slow at times; whether the program is quick enough is measured by `make bench`.
settings.register_profile("fazhi", deadline=None)
settings.load_profile("fazhi")
