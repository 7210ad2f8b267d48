"""An optional extractor: a language model behind any OpenAI-compatible endpoint, held to the text."""
