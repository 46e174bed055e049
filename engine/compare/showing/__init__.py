"""A comparison as HTML, xlsx and on screen. All of them show what `view_years` and `view_places` make of it."""
