"""Bluechester: the sample study, built by the services that the window uses, and the extracts of one’s own thesis."""
