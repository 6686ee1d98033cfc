"""The questions the core asks a region, each beside the type of its answer. Everything else runs the answers.

A region implements some of these functions at its module's top level, marked with `hookimpl`. Silence means
`geleit.standard`; an answer means exactly that answer.
"""
