"""What is measured, and against which peers: ratios in one run, CPU time."""
