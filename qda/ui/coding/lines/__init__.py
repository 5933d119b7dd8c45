"""Line by line: the text on the left, a label on the right."""
