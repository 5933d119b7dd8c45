"""What the study is made of: cases, attributes, plan, instruments, literature, checklists, and whose its words are."""
