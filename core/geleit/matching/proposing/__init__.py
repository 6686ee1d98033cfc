"""From scores to a proposal that explains itself: pairs with sentences and reasons for those left out."""
