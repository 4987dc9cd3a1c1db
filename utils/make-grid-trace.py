#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Trace of ns-2: cars on a grid of streets between the two base stations of da-isac.

Streets are BLOCK metres apart. A car drives from crossing to crossing, each time at a speed of its
own, and goes straight on twice as often as it turns to a side; it never turns round but at the end
of a street. examples/data/da-grid.ns_movements is what this prints without options.
"""
import random

from isac_plot import Parser, fail

# In the coordinates of the scenario: the middle between the base stations is 0, 0.
WEST, EAST, SOUTH, NORTH = -300, 300, -500, 500
TURNS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def inside(place):
    """Whether a crossing is part of the grid."""
    return WEST <= place[0] <= EAST and SOUTH <= place[1] <= NORTH


def next_turn(draw, place, turn, block):
    """Where a car at a crossing goes on: index into TURNS."""
    ways = [turn, turn, (turn + 1) % 4, (turn - 1) % 4]
    ways = [way for way in ways if inside([place[i] + block * TURNS[way][i] for i in (0, 1)])]
    return draw.choice(ways) if ways else (turn + 2) % 4


def drive(draw, car, arguments):
    """Lines of one car."""
    block = arguments.block
    place = [
        draw.randrange((EAST - WEST) // block + 1) * block + WEST,
        draw.randrange((NORTH - SOUTH) // block + 1) * block + SOUTH,
    ]
    turn = draw.randrange(4)
    lines = [f"$node_({car}) set X_ {place[0]:.1f}", f"$node_({car}) set Y_ {place[1]:.1f}"]
    lines.append(f"$node_({car}) set Z_ 0.0")
    time = 0.0
    while time < arguments.duration:
        turn = next_turn(draw, place, turn, block)
        place = [place[i] + block * TURNS[turn][i] for i in (0, 1)]
        speed = round(draw.uniform(arguments.least, arguments.most), 2)
        lines.append(
            f'$ns_ at {time:.2f} "$node_({car}) setdest {place[0]:.1f} {place[1]:.1f} {speed:.2f}"'
        )
        # A car is there before it is sent on.
        time = round(time + block / speed + 0.005, 2) + 0.01
    return lines


def main():
    """Read the arguments and print."""
    parser = Parser(prog="make-grid-trace", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--cars", type=int, default=30, help="default: 30")
    parser.add_argument("--duration", type=float, default=130.0, help="[s], default: 130")
    parser.add_argument("--block", type=int, default=100, help="between streets [m], default: 100")
    parser.add_argument("--least", type=float, default=30 / 3.6, help="speed [m/s], default: 30 km/h")
    parser.add_argument("--most", type=float, default=80 / 3.6, help="speed [m/s], default: 80 km/h")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    arguments = parser.parse_args()
    if not 0.0 < arguments.least <= arguments.most:
        fail("--least and --most: expected 0 < least <= most")
    if not 0 < arguments.block <= EAST - WEST or arguments.cars < 1:
        fail("--block and --cars: expected from 1, and a block no longer than the grid is wide")
    draw = random.Random(arguments.seed)
    for car in range(arguments.cars):
        print("\n".join(drive(draw, car, arguments)))


if __name__ == "__main__":
    main()
