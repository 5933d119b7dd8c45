"""What leaves the study; read `wishes`, `tables` and `blocks` first, then `kinds`, `writing` and `reports`."""
