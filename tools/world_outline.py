"""Make the outline of the world's land anew: ``python tools/world_outline.py FOLDER``.

The map of lesson 09 is drawn by matplotlib from one small file, without a map server. FOLDER holds ``countries-110m.json`` and
``countries-50m.json`` of the package world-atlas 2.0.2 (``npm pack world-atlas@2.0.2``, then unpack). Their shapes are those of
Natural Earth, public domain, which draws boundaries as they are administered (de facto). To draw a line takes no side: therefore
the file keeps all land as one shape without inner lines, and borders only of the economies that ``datasets/cloud_regions.csv``
names. Each border is thinned once, so that neighbours still meet. The same input gives the same bytes.

Positions are those of the Equal Earth projection (Šavrič, Patterson and Jenny 2018), in hundredths of the globe's radius: areas
are true to one another, and the north is not blown up.
"""

from __future__ import annotations

import csv
import json
import math
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUTLINE = ROOT / "ai_ambitions" / "maps" / "world.json"
THIN = 0.18  # degrees that a line may move
FEWEST = 4  # points of a ring; smaller islands vanish
SMALLEST = 16.0  # of a shape, in squared units; below it there is a point for the economy as well
NAMES = {"United States of America": "United States"}  # as datasets/economies.csv has them
# In the source French Guiana is a part of France. The regions lie in Europe, and so does our France.
ONLY_NORTH_OF = {"FR": 20.0}
WITHOUT = {"Antarctica", "Fr. S. Antarctic Lands"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796  # of the projection

Point = tuple[float, float]
Ring = list[Point]


def equal_earth(point: Point) -> tuple[int, int]:
    """Longitude and latitude in degrees to x and y, in hundredths of the radius."""
    longitude, latitude = map(math.radians, point)
    t = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    slope = A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2)
    x = 2 * math.sqrt(3) * longitude * math.cos(t) / (3 * slope)
    y = A1 * t + A2 * t**3 + t**7 * (A3 + A4 * t**2)
    return round(100 * x), round(100 * y)


def arcs(world: dict[str, Any]) -> list[Ring]:
    """The lines of a TopoJSON file: differences added up, scaled to degrees."""
    (wide, tall), (left, low) = world["transform"]["scale"], world["transform"]["translate"]
    lines = []
    for steps in world["arcs"]:
        x = y = 0
        line = []
        for right, up in steps:
            x, y = x + right, y + up
            line.append((x * wide + left, y * tall + low))
        lines.append(line)
    return lines


def thinned(line: Ring, tolerance: float = THIN) -> Ring:
    """A line with fewer points, none of the others farther off than the tolerance (Ramer, Douglas and Peucker)."""
    if len(line) < 3:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    long = math.hypot(x1 - x0, y1 - y0)

    def off(point: Point) -> float:
        if long == 0:
            return math.hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / long

    farthest = max(range(1, len(line) - 1), key=lambda place: off(line[place]))
    if off(line[farthest]) <= tolerance:
        return [line[0], line[-1]]
    return thinned(line[: farthest + 1], tolerance)[:-1] + thinned(line[farthest:], tolerance)


def rings(shape: dict[str, Any], lines: Sequence[Ring]) -> list[Ring]:
    """The outer and inner rings of a shape."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    found = []
    for polygon in polygons:
        for pieces in polygon:
            ring: Ring = []
            for piece in pieces:
                line = lines[piece] if piece >= 0 else lines[~piece][::-1]
                ring += line if not ring else line[1:]
            found.append(ring)
    return found


def cut(ring: Ring) -> list[Ring]:
    """A ring that crosses the 180th meridian as two, one on each side of the map; any other as it is."""
    if all(abs(a[0] - b[0]) < 180 for a, b in zip(ring, ring[1:] + ring[:1], strict=True)):
        return [ring]
    turned = [(x + 360 if x < 0 else x, y) for x, y in ring]
    return [kept(turned, -1), [(x - 360, y) for x, y in kept(turned, 1)]]


def kept(ring: Ring, side: int) -> Ring:
    """What lies west (-1) or east (1) of the 180th meridian, closed along it."""
    found: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if side * (x0 - 180) >= 0:
            found.append((x0, y0))
        if (x0 - 180) * (x1 - 180) < 0:
            found.append((180.0, y0 + (y1 - y0) * (180 - x0) / (x1 - x0)))
    return found


def drawn(found: Iterable[Ring], north_of: float = -90.0) -> list[list[tuple[int, int]]]:
    """Rings in the projection, without those that are too small to be drawn or lie too far south."""
    fits = [ring for ring in found if len(ring) > FEWEST and min(y for _, y in ring) > north_of]
    return [[equal_earth(point) for point in piece] for ring in fits for piece in cut(ring[:-1])]


def area(ring: Sequence[tuple[int, int]]) -> float:
    """What a ring encloses, in squared units of the projection."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def middle(found: Sequence[Ring]) -> tuple[int, int]:
    """The middle of the largest ring of a shape, in the projection."""
    largest = max(found, key=lambda ring: max(x for x, _ in ring) - min(x for x, _ in ring))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return equal_earth(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))


def hosts() -> dict[str, str]:
    """The economies with a cloud region: name to code."""
    with (ROOT / "datasets" / "economies.csv").open(encoding="utf-8") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    with (ROOT / "datasets" / "cloud_regions.csv").open(encoding="utf-8") as file:
        return {names[row["country"]]: row["country"] for row in csv.DictReader(file)}


def main(folder: Path) -> None:
    """Write the outline."""
    world = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    finer = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    lines, fine = [thinned(line) for line in arcs(world)], arcs(finer)
    shapes = {
        shape["properties"]["name"]: shape
        for shape in world["objects"]["countries"]["geometries"]
        if shape["properties"]["name"] not in WITHOUT
    }
    small = {shape["properties"]["name"]: shape for shape in finer["objects"]["countries"]["geometries"]}
    wanted = hosts()
    land = [ring for shape in shapes.values() for ring in drawn(rings(shape, lines))]
    outlines, points = {}, {}
    for name, shape in small.items():
        code = wanted.get(NAMES.get(name, name))
        if code is None:
            continue
        if name in shapes:
            outlines[code] = drawn(rings(shapes[name], lines), ONLY_NORTH_OF.get(code, -90.0))
        if not outlines.get(code):
            outlines.pop(code, None)
        if sum(map(area, outlines.get(code, []))) < SMALLEST:
            points[code] = middle(rings(shape, fine))
    missing = sorted(set(wanted.values()) - set(outlines) - set(points))
    if missing:
        raise SystemExit(f"no shape for {', '.join(missing)}")
    OUTLINE.parent.mkdir(exist_ok=True)
    whole = {"land": land, "outlines": dict(sorted(outlines.items())), "points": dict(sorted(points.items()))}
    OUTLINE.write_text(json.dumps(whole, separators=(",", ":")) + "\n", encoding="utf-8")
    shutil.copy(folder / "LICENSE", OUTLINE.with_name("world-atlas-LICENSE.txt"))
    print(
        f"{OUTLINE.relative_to(ROOT)}: {OUTLINE.stat().st_size:,} bytes, {len(outlines)} outlines, {len(points)} points"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
