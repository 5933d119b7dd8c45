"""The window; read `session`, `actions`, `jobs` and `theme` first, where everything meets, then `main_window`."""
