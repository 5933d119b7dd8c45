"""The audit trail for an auditor and the reader’s edition: what goes into them, and the page that writes them."""
