"""Pages in which the district writes its programme."""
