"""All memos as a list: searched, filtered, tagged, sorted."""
