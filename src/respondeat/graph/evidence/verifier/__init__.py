"""What a recipient checks a bundle with: the standard library only, so that it can go into the bundle."""
