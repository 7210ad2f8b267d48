"""The faces of the review: the terminal and the page."""
