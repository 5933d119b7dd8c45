"""What comes in: texts, tables of attributes, projects of other programs; and the gate that asks for consent first."""
