"""What others hand over: bags, RO-Crates, web archives, tables of archived pages; judged, then taken in."""
