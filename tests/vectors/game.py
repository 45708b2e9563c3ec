"""Solves interception games with HiGHS: a JSON game a line in, the value or null (not possible) a line out.

Written from the statement of the game, not from the program that it judges: every start at which the pay-off has a kink, no row left out but exact repetitions.
"""

import json
import sys

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack

QUARTER = 15


def rows(game):
    """What each watch meets of each choice, in minutes of the quarter-hour."""
    wait = game["wait"]
    by_cell = {}
    for place, (way, leave, _) in enumerate(game["choices"]):
        for cell, after in game["ways"][way]:
            by_cell.setdefault(cell, {}).setdefault(place, []).append(leave + after)
    found = []
    for visits in by_cell.values():
        passes = np.array([b for times in visits.values() for b in times])
        starts = np.unique(np.concatenate([passes, passes + QUARTER, passes - wait, passes + QUARTER - wait]))
        met = np.zeros((len(starts), len(game["choices"])), dtype=np.int8)
        for place, times in visits.items():
            # One column for each minute in which she may leave.
            minutes = np.zeros((len(starts), QUARTER), dtype=bool)
            for b in times:
                at = b + np.arange(QUARTER)
                minutes |= (starts[:, None] <= at) & (at < starts[:, None] + wait)
            met[:, place] = minutes.sum(axis=1)
        found.append(met)
    return np.unique(np.concatenate(found), axis=0)


def solve(game):
    met = rows(game)
    count = met.shape[1]
    efforts = np.array([effort for _, _, effort in game["choices"]])
    upper = hstack([csr_matrix(met / QUARTER), csr_matrix(-np.ones((len(met), 1)))], format="csr")
    limits = np.zeros(len(met))
    if game["budget"] is not None:
        upper = csr_matrix(np.vstack([upper.toarray(), np.append(efforts, 0.0)]))
        limits = np.append(limits, game["budget"])
    goal = np.append(np.zeros(count), 1.0)
    whole = np.append(np.ones(count), 0.0)[None, :]
    found = linprog(goal, A_ub=upper, b_ub=limits, A_eq=whole, b_eq=[1.0], bounds=(0, None), method="highs")
    if found.status == 2:
        return None
    assert found.status == 0, found.message
    return found.fun


with open(sys.argv[1], encoding="utf-8") as games:
    for line in games:
        print(json.dumps(solve(json.loads(line))))
