"""Categories: properties and dimensions, evidence, relations, what stands above them."""
