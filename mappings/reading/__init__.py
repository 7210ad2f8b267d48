"""Reading documents: from unseen text to facts."""
