"""What findings rest on: the chain of evidence of claims, the cells of matrices, patterns held against cases."""
