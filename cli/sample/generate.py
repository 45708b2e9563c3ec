#!/usr/bin/env python3
"""Makes the demo's input anew. Every name, number and picture here is invented.

    pip install Pillow==13.0.0 piexif==1.1.3      # for photo.jpg
    apt-get install ffmpeg                        # for video.mp4
    python3 cli/sample/generate.py

The seed is fixed: calls.xml and his-numbers.txt come out the same each time. The bytes of photo.jpg and video.mp4 depend on the versions of
Pillow and ffmpeg.
"""

import random
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
SEED = 115_1
HIS_NUMBERS = 12
HIS_CALLS = 300
OTHER_CALLS = 2000
ALMATY = timezone(timedelta(hours=5))
FIRST = datetime(2025, 10, 1, 7, 0, tzinfo=ALMATY)
DAYS = 120

INCOMING, OUTGOING, MISSED, REJECTED, BLOCKED = 1, 2, 3, 5, 6
PREFIXES = ["701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778"]
# Names as people write them, with an emoji as the app writes it: two decimal references that no XML parser takes.
NAMES = ["Мама", "Әке", "Гүлназ апай", "Жұмыс", "Айгүл", "Ержан аға", "Школа № 5", "Аптека", "Такси", "Салон &#55357;&#56455;",
         "Дана &amp; Ко", "Әсел &#55357;&#56842;", "Сосед сверху", "Ұстаз", "Банк"]


def number(chance):
    """A mobile number in the country's form, with 000 in the middle: drawn by chance, taken from nobody."""
    return f"+7{chance.choice(PREFIXES)}000{chance.randrange(10_000):04}"


def written(e164, chance):
    """One number in the forms a phone's log mixes."""
    if chance.random() < 0.15:
        return "8" + e164[2:]
    if chance.random() < 0.05:
        return f"8 ({e164[2:5]}) {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    return e164


def row(shown, duration, at, kind, presentation, name):
    millis = int(at.timestamp() * 1000)
    readable = at.strftime("%d.%m.%Y %H:%M:%S")
    return millis, (
        f'  <call number="{shown}" duration="{duration}" date="{millis}" type="{kind}" presentation="{presentation}" '
        f'subscription_id="null" post_dial_digits="" readable_date="{readable}" contact_name="{name}" />'
    )


def any_time(chance, first_hour, last_hour):
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    return day.replace(hour=chance.randrange(first_hour, last_hour), minute=chance.randrange(60), second=chance.randrange(60),
                       microsecond=1000 * chance.randrange(1000))


def calls(chance):
    drawn = set()
    while len(drawn) < HIS_NUMBERS + 90:
        drawn.add(number(chance))
    drawn = sorted(drawn)
    chance.shuffle(drawn)
    his, others = drawn[:HIS_NUMBERS], drawn[HIS_NUMBERS:]
    # Some are in the address book, some carry the app's words for "nobody".
    named = {other: chance.choice(NAMES + ["(Unknown)"] * 6 + ["null"]) for other in others}

    rows = []
    for nth in range(HIS_CALLS):
        # Each number at least twice, the rest by chance: newer SIM cards follow blocked ones.
        his_number = his[nth % HIS_NUMBERS] if nth < 2 * HIS_NUMBERS else chance.choice(his)
        kind = chance.choices([MISSED, REJECTED, INCOMING, BLOCKED], [55, 25, 12, 8])[0]
        duration = chance.randrange(5, 90) if kind == INCOMING else 0
        at = any_time(chance, 18, 24) if chance.random() < 0.7 else any_time(chance, 0, 18)
        rows.append(row(written(his_number, chance), duration, at, kind, 1, "(Unknown)"))
    for nth in range(OTHER_CALLS):
        other = chance.choice(others)
        kind = chance.choices([INCOMING, OUTGOING, MISSED], [40, 45, 15])[0]
        duration = 0 if kind == MISSED else int(chance.expovariate(1 / 95)) + 1
        at = any_time(chance, 8, 22)
        if nth % 200 == 7:
            # A withheld number: nobody can call one.
            kind, duration = (MISSED, 0) if nth % 400 == 7 else (INCOMING, 1 + nth % 60)
            rows.append(row(chance.choice(["", "-2"]), duration, at, kind, 2, "null"))
        else:
            rows.append(row(written(other, chance), duration, at, kind, 1, named[other]))
    # Keys are (number, time, type): two calls in one millisecond would be taken for one.
    assert len({millis for millis, _ in rows}) == len(rows)
    rows.sort()

    backed_up = int((FIRST + timedelta(days=DAYS)).timestamp() * 1000)
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
        "<!--File Created By SMS Backup & Restore v10.20.002 on 29.01.2026 07:00:00-->",
        '<?xml-stylesheet type="text/xsl" href="calls.xsl"?>',
        f'<calls count="{len(rows)}" backup_set="00000000-0000-4000-8000-000000000115" backup_date="{backed_up}" type="full">',
        *(text for _, text in rows),
        "</calls>",
    ]
    (HERE / "calls.xml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (HERE / "his-numbers.txt").write_text("\n".join(sorted(his)) + "\n", encoding="utf-8")


def photo():
    """A drawn street at night with a parked car, and what a phone writes beside a picture: time, device, place."""
    import piexif
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1280, 960), "#1b2333")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 700, 1280, 960), fill="#2d3036")
    draw.rectangle((90, 150, 560, 700), fill="#3b3f52")
    for floor in range(5):
        for window in range(4):
            lit = (floor * 4 + window) % 7 == 3
            left, top = 130 + window * 105, 190 + floor * 100
            draw.rectangle((left, top, left + 60, top + 60), fill="#f2d27a" if lit else "#262a38")
    draw.line((900, 180, 900, 700), fill="#555a66", width=14)
    draw.ellipse((850, 130, 950, 190), fill="#fff1c0")
    draw.polygon((640, 800, 700, 720, 930, 720, 1010, 800), fill="#7a2f2f")
    draw.rectangle((600, 800, 1080, 870), fill="#7a2f2f")
    for wheel in (700, 980):
        draw.ellipse((wheel - 45, 830, wheel + 45, 920), fill="#101114")

    def degrees(value):
        whole = int(value)
        minutes = (value - whole) * 60
        return (whole, 1), (int(minutes), 1), (round((minutes - int(minutes)) * 60 * 100), 100)

    exif = {
        "0th": {piexif.ImageIFD.Make: b"Sample", piexif.ImageIFD.Model: b"Phone 1", piexif.ImageIFD.DateTime: b"2026:01:17 21:42:10"},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: b"2026:01:17 21:42:10", piexif.ExifIFD.OffsetTimeOriginal: b"+05:00"},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: degrees(43.65),
            piexif.GPSIFD.GPSLongitudeRef: b"E", piexif.GPSIFD.GPSLongitude: degrees(51.16),
        },
    }
    image.save(HERE / "photo.jpg", quality=88, exif=piexif.dump(exif))


def video():
    """A test picture of some MB with a time and a place in its header."""
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=16", "-f", "lavfi",
         "-i", "sine=frequency=330:duration=16", "-c:v", "libx264", "-preset", "medium", "-b:v", "1200k", "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-b:a", "64k", "-metadata", "creation_time=2026-01-17T16:43:00Z", "-metadata", "location=+43.6500+051.1600/",
         "-movflags", "+faststart", str(HERE / "video.mp4")],
        check=True,
    )


if __name__ == "__main__":
    calls(random.Random(SEED))
    photo()
    video()
