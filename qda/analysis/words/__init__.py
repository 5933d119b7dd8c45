"""Words of the texts: searched, counted, seen in their context, and traced to who said them."""
