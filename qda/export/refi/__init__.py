"""REFI-QDA 1.5: a project (.qdpx) or a code book (.qdc) for other programs; docs/refi-qda.md tells what goes where."""
