"""From scores to a proposal that explains itself: pairs with sentences, reasons for those left out, other answers."""
