"""Makes Android's own resources readable for Debian's aapt2: framework.py ANDROID_JAR OUT.

The aapt2 of Debian is older than the table of API 35. It knows neither offsets of 16 bits, nor compact entries, nor staged aliases.
All three are rewritten in the older form; nothing else is touched. The layout is that of ResourceTypes.h in Android's sources.
"""

import struct
import sys
import zipfile

TABLE, PACKAGE, TYPE, STAGED_ALIAS = 0x0002, 0x0200, 0x0201, 0x0206
SPARSE, OFFSET16 = 1, 2
COMPLEX, COMPACT = 1, 8
NO_ENTRY, NO_ENTRY_16 = 0xFFFFFFFF, 0xFFFF


def chunks(data, start):
    """Chunks one after another: (type, bytes)."""
    while start < len(data):
        kind, _, size = struct.unpack_from("<HHI", data, start)
        yield kind, data[start : start + size]
        start += size


def with_size(chunk):
    struct.pack_into("<I", chunk, 4, len(chunk))
    return bytes(chunk)


def offsets(chunk, header_bytes, flags, count):
    """Where each entry of a type begins: (index, offset from the start of entries)."""
    for i in range(count):
        if flags & SPARSE:
            index, words = struct.unpack_from("<HH", chunk, header_bytes + 4 * i)
            yield index, 4 * words
        elif flags & OFFSET16:
            (words,) = struct.unpack_from("<H", chunk, header_bytes + 2 * i)
            if words != NO_ENTRY_16:
                yield i, 4 * words
        else:
            (offset,) = struct.unpack_from("<I", chunk, header_bytes + 4 * i)
            if offset != NO_ENTRY:
                yield i, offset


def entry(chunk, at):
    """An entry in the older form."""
    size, flags = struct.unpack_from("<HH", chunk, at)
    if flags & COMPACT:
        # Size holds the key, the upper byte of the flags the type of the value.
        (value,) = struct.unpack_from("<I", chunk, at + 4)
        return struct.pack("<HHIHBBI", 8, flags & 0xFF & ~COMPACT, size, 8, 0, flags >> 8, value)
    if flags & COMPLEX:
        (values,) = struct.unpack_from("<I", chunk, at + 12)
        return chunk[at : at + size + 12 * values]
    (value_bytes,) = struct.unpack_from("<H", chunk, at + size)
    return chunk[at : at + size + value_bytes]


def widened_type(chunk):
    (header_bytes,) = struct.unpack_from("<H", chunk, 2)
    flags = chunk[9]
    count, entries_start = struct.unpack_from("<II", chunk, 12)
    body, places = bytearray(), {}
    for index, offset in offsets(chunk, header_bytes, flags, count):
        places[index] = len(body)
        body += entry(chunk, entries_start + offset)
        body += bytes(-len(body) % 4)
    if flags & SPARSE:
        count = max(places, default=-1) + 1
    table = struct.pack(f"<{count}I", *(places.get(i, NO_ENTRY) for i in range(count)))
    header = bytearray(chunk[:header_bytes])
    header[9] = 0
    struct.pack_into("<II", header, 12, count, header_bytes + len(table))
    return with_size(header + table + body)


def widened_package(chunk):
    (header_bytes,) = struct.unpack_from("<H", chunk, 2)
    out = bytearray(chunk[:header_bytes])
    for kind, inner in chunks(chunk, header_bytes):
        if kind != STAGED_ALIAS:
            out += widened_type(inner) if kind == TYPE else inner
    return with_size(out)


def widened_table(table):
    kind, header_bytes = struct.unpack_from("<HH", table)
    assert kind == TABLE, "not a resource table"
    out, packages = bytearray(table[:header_bytes]), 0
    for kind, chunk in chunks(table, header_bytes):
        if kind != PACKAGE:
            out += chunk
        elif packages == 0:
            # The first package is the framework; what follows are its own libraries.
            out += widened_package(chunk)
            packages = 1
    struct.pack_into("<I", out, 8, packages)
    return with_size(out)


def main(jar, out):
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        target.writestr("AndroidManifest.xml", source.read("AndroidManifest.xml"))
        target.writestr("resources.arsc", widened_table(source.read("resources.arsc")))


main(*sys.argv[1:])
