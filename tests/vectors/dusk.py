"""Says when civil dawn and dusk are: cities a line in, a JSON list [dawn, dusk] for each day out, in milliseconds since 1970.

The position of the sun is by the series of J. Meeus, Astronomical Formulae for Calculators, chapters 15 and 18, with the perturbations by planets and the moon.
"""

import json
import sys
from datetime import date, timedelta
from math import asin, atan2, cos, degrees, radians, sin

DELTA_T_DAYS = 69.2 / 86_400
CIVIL_DEGREES = -6.0
UNIX_JD = 2_440_587.5


def sine(deg):
    return sin(radians(deg))


def cosine(deg):
    return cos(radians(deg))


def altitude(ms, lat, lon):
    """The sun's centre above the horizon of an observer on the ground, in degrees, without refraction."""
    jd = UNIX_JD + ms / 86_400_000
    t = (jd + DELTA_T_DAYS - 2_415_020.0) / 36_525
    mean = 279.69668 + 36_000.76892 * t + 0.0003025 * t * t
    anomaly = 358.47583 + 35_999.04975 * t - 0.000150 * t * t - 0.0000033 * t**3
    centre = (1.919460 - 0.004789 * t - 0.000014 * t * t) * sine(anomaly) + (0.020094 - 0.000100 * t) * sine(2 * anomaly) + 0.000293 * sine(3 * anomaly)
    true = mean + centre
    true += 0.00134 * cosine(153.23 + 22_518.7541 * t) + 0.00154 * cosine(216.57 + 45_037.5082 * t)
    true += 0.00200 * cosine(312.69 + 32_964.3577 * t) + 0.00179 * sine(350.74 + 445_267.1142 * t - 0.00144 * t * t)
    true += 0.00178 * sine(231.19 + 20.20 * t)
    node = 259.18 - 1_934.142 * t
    apparent = true - 0.00569 - 0.00479 * sine(node)
    tilt = 23.452294 - 0.0130125 * t + 0.00256 * cosine(node)
    ascension = degrees(atan2(cosine(tilt) * sine(apparent), cosine(apparent)))
    declination = degrees(asin(sine(tilt) * sine(apparent)))
    days = jd - 2_451_545.0
    sidereal = 280.46061837 + 360.98564736629 * days - 0.00478 * sine(node) * cosine(tilt)
    hour = sidereal + lon - ascension
    height = degrees(asin(sine(lat) * sine(declination) + cosine(lat) * cosine(declination) * cosine(hour)))
    return height - 8.794 / 3_600 * cosine(height)


def crossing(low, high, lat, lon):
    """When the sun passes six degrees below the horizon between two times, one on each side."""
    rises = altitude(high, lat, lon) > CIVIL_DEGREES
    assert rises != (altitude(low, lat, lon) > CIVIL_DEGREES)
    while high - low > 10:
        middle = (low + high) // 2
        if (altitude(middle, lat, lon) > CIVIL_DEGREES) == rises:
            high = middle
        else:
            low = middle
    return high


for line in sys.stdin:
    city = json.loads(line)
    for day in range(city["days"]):
        on = date.fromisoformat(city["from"]) + timedelta(days=day)
        midnight = (on - date(1970, 1, 1)).days * 86_400_000 - city["offset_min"] * 60_000
        times = [midnight + step * 600_000 for step in range(145)]
        noon = max(times, key=lambda ms: altitude(ms, city["lat"], city["lon"]))
        place = city["lat"], city["lon"]
        print(json.dumps([crossing(midnight, noon, *place), crossing(noon, midnight + 86_400_000, *place)]))
