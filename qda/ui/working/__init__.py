"""What every page does alike: find, follow a link, ask for room, keep what is typed, save, copy, take back, keep up."""
