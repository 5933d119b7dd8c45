"""The study on paper: its data, people, attributes, consent, instruments, literature, checklists and course."""
