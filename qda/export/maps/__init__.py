"""Category maps as pictures and files: layouts, routes of lines, how boxes look."""
