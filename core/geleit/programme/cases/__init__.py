"""One pair or case, or all of a round, as somebody reads them: names, stand, hours, what can be done next."""
