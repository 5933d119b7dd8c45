"""Random histories of every command there is: rules by feature, one machine, and a proof that none is left out."""
