"""What pictures are drawn of, in values and without a pen: portraits of texts, maps, the course of a study."""
