#!/usr/bin/env python3
"""Makes the invented routes of the demo: three ways between two invented places, planned, and a walk along one of them as a phone records it."""

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
HOME, WORK = (43.2400, 76.9000), (43.2400, 76.9250)
ROUTES = {
    "park": [HOME, (43.2450, 76.9000), (43.2450, 76.9250), WORK],
    "market": [HOME, (43.2400, 76.9060), (43.2360, 76.9060), (43.2360, 76.9200), (43.2400, 76.9200), WORK],
    "river": [HOME, (43.2310, 76.9000), (43.2310, 76.9250), WORK],
}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="generate.py">\n'
LAT_M, LON_M = 111_195, 81_000
STEP_M, STEP_S, ERROR_M = 7, 5, 8


def planned(points):
    rows = "".join(f'    <rtept lat="{lat:.6f}" lon="{lon:.6f}"/>\n' for lat, lon in points)
    return f"{HEAD}  <rte>\n{rows}  </rte>\n</gpx>\n"


def walked(points):
    chance = random.Random(1)
    at = datetime(2026, 1, 30, 3, 12, tzinfo=timezone.utc)
    rows = []
    for (lat1, lon1), (lat2, lon2) in zip(points, points[1:]):
        steps = int((((lat2 - lat1) * LAT_M) ** 2 + ((lon2 - lon1) * LON_M) ** 2) ** 0.5 / STEP_M)
        for step in range(steps):
            share = step / steps
            lat = lat1 + (lat2 - lat1) * share + chance.gauss(0, ERROR_M) / LAT_M
            lon = lon1 + (lon2 - lon1) * share + chance.gauss(0, ERROR_M) / LON_M
            rows.append(f'      <trkpt lat="{lat:.6f}" lon="{lon:.6f}"><time>{at:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>\n')
            at += timedelta(seconds=STEP_S)
    return f"{HEAD}  <trk>\n    <trkseg>\n{''.join(rows)}    </trkseg>\n  </trk>\n</gpx>\n"


for name, points in ROUTES.items():
    (HERE / f"{name}.gpx").write_text(planned(points))
(HERE / "walk.gpx").write_text(walked(ROUTES["park"]))
