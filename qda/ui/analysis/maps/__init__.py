"""The map: boxes, lines, groups, layouts, on a canvas."""
