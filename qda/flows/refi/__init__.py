"""Projects of other programs, read leniently from REFI-QDA files and written into a study as one act."""
