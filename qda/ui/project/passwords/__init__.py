"""Passwords: asked for when a study is opened, given to a new one, changed, remembered if wanted."""
