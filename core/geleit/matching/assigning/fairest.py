"""Raise the worst pair: no mentee less is matched for it, and among such assignments the best total is taken."""

from __future__ import annotations

import numpy as np

from geleit.matching.assigning.exact import heaviest
from geleit.matching.assigning.instance import Bools, Instance
from geleit.matching.assigning.network import coverage


def fairest(instance: Instance) -> Bools:
    """The largest threshold that keeps the number of matched mentees, then the best total above it.

    The threshold holds for every pair made, second mentors too. Where no further mentee can be matched, there is no
    worst pair to raise and the total alone decides.
    """
    edges = instance.edges & (instance.places > 0)[:, None]
    among = edges[instance.newcomers]
    scores = instance.scores[instance.newcomers]
    wanted = coverage(among, instance.capacity)
    if wanted:
        levels = np.unique(scores[among])
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if coverage(among & (scores >= levels[middle]), instance.capacity) == wanted:
                low = middle
            else:
                high = middle - 1
        edges = edges & (instance.scores >= levels[low])
    return heaviest(instance.scores, edges, instance.places, instance.capacity, instance.newcomers)
