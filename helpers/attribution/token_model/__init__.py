"""Token model: what a locally trained network of tokens adds to the fitted choices."""
