"""A focused code held against earlier segments and uncoded passages."""
