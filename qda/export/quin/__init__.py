"""The tables and figures of Quin's thesis, of any study."""
