"""Whose words may leave, and whose may not even stay: the gates, blanking, erasing."""
