#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The dependency table of the rooms, checked against every #include of model/ and helper/.

    test/check-includes.py [ROOT]       prints each offence as file:line: message, exit code 1
    test/check-includes.py --self-test  feeds itself offending trees and expects to catch them
"""
import re
import sys
import tempfile
from pathlib import Path

# What a room may include, besides itself and the C++ library. An arrow never points upwards.
ROOMS = {
    "radio": [],
    "edge": ["radio"],
    "generation": ["radio", "edge"],
    "experience": ["radio", "edge", "generation"],
    "allocator": ["radio", "edge", "generation", "experience"],
    "learning": ["radio", "edge", "generation", "experience", "allocator"],
    "system": ["radio", "edge", "generation", "experience", "allocator", "learning"],
}
ROOMS["network"] = list(ROOMS)
ROOMS["helper"] = list(ROOMS)

# Packages: the folder of their headers (or the header itself), the rooms that may use them, and
# whether a header may. LibTorch costs 25 s in each file that sees it, so it stays behind .cc files
# and the headers torch-*.h, which only .cc files and other torch-*.h of the same room may include.
EVERY_ROOM = list(ROOMS)
PACKAGES = {
    "Eigen": (["Eigen", "unsupported"], EVERY_ROOM, True),
    "Boost": (["boost"], EVERY_ROOM, True),
    "NLopt": (["nlopt.h", "nlopt.hpp"], ["allocator"], False),
    "LibTorch": (
        ["torch", "c10", "ATen", "caffe2"],
        ["generation", "learning", "network", "helper"],
        False,
    ),
    "nlohmann JSON": (["nlohmann"], ["helper"], False),
    "libpng": (["png.h"], ["helper"], False),
    "OpenSSL": (["openssl"], ["helper"], False),
    "ns-3": (["ns3"], ["network", "helper"], True),
}
# Folders of the system's own C headers.
SYSTEM_FOLDERS = ["sys", "netinet", "arpa", "net"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def own_headers(root):
    """Name of each of our headers -> its room."""
    headers = {path.name: path.parent.name for path in root.glob("model/*/isac-*.h")}
    headers.update({path.name: "helper" for path in root.glob("helper/isac-*.h")})
    return headers


def check_own(room, quote, header, name, rooms_of):
    """Message about an #include of one of our headers, or None."""
    if name not in rooms_of:
        return f"{header}: this module has no such header"
    other = rooms_of[name]
    if other == room:
        return None
    if other not in ROOMS[room]:
        return f"{room} must not include {name} of {other}"
    if quote != '"' or header != f"ns3/{name}":
        return f'{name} is of another room: write "ns3/{name}"'
    return None


def check_internal(room, shows_torch, quote, header, headers):
    """Message about an #include of one of our headers that show LibTorch, or None."""
    if "/" in header or quote != '"':
        return f'{header}: a header that shows LibTorch is of one room: write "{Path(header).name}"'
    if (room, header) not in headers:
        return f"{header}: {room} has no such header"
    if not shows_torch:
        return f"{header} shows LibTorch: only .cc files and torch-*.h may include it"
    return None


def check_foreign(room, is_header, shows_torch, header):
    """Message about an #include of anything else, or None."""
    top = header.split("/")[0]
    for package, (tops, rooms, in_headers) in PACKAGES.items():
        if top not in tops:
            continue
        if room not in rooms:
            return f"{room} must not include {package} ({header})"
        if is_header and not in_headers and not (package == "LibTorch" and shows_torch):
            return f"{package} ({header}) belongs into .cc files, not into a header"
        return None
    if "/" in header and top not in SYSTEM_FOLDERS:
        return f"{header} is of no package in the table"
    return None


def check(root):
    """Every offence under root, as file:line: message."""
    rooms_of = own_headers(root)
    internal = {
        ("helper" if path.parent == root / "helper" else path.parent.name, path.name)
        for path in [*root.glob("model/*/torch-*.h"), *root.glob("helper/torch-*.h")]
    }
    files = sorted([*root.glob("model/**/*"), *root.glob("helper/**/*")])
    offences = []
    for path in files:
        if path.suffix not in (".h", ".cc"):
            continue
        relative = path.relative_to(root)
        room = relative.parts[1] if relative.parts[0] == "model" else "helper"
        if room not in ROOMS:
            offences.append(f"{relative}:1: {room} is no room of the table")
            continue
        is_header = path.suffix == ".h"
        shows_torch = not is_header or path.name.startswith("torch-")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quote, header = match.groups()
            name = header.rsplit("/", 1)[-1]
            if name.startswith("isac-"):
                message = check_own(room, quote, header, name, rooms_of)
            elif name.startswith("torch-"):
                message = check_internal(room, shows_torch, quote, header, internal)
            elif quote == '"' and "/" not in header:
                message = f"{header}: our headers are called isac-*.h or torch-*.h"
            else:
                message = check_foreign(room, is_header, shows_torch, header)
            if message:
                offences.append(f"{relative}:{number}: {message}")
    return offences


# A sound tree, and what each line added to one of its files must be caught with.
SOUND_TREE = {
    "model/radio/isac-rate.h": "#include <Eigen/Core>\n#include <boost/math/special_functions.hpp>\n",
    "model/radio/isac-rate.cc": '#include "isac-rate.h"\n\n#include <cmath>\n',
    "model/edge/isac-queue.h": '#include "ns3/isac-rate.h"\n#include <vector>\n',
    "model/allocator/isac-sca.cc": '#include "ns3/isac-rate.h"\n#include <nlopt.hpp>\n',
    "model/learning/isac-agent.h": "#include <memory>\n",
    "model/learning/isac-agent.cc": '#include "isac-agent.h"\n\n#include "torch-net.h"\n',
    "model/learning/torch-tensor.h": '#include "isac-agent.h"\n#include <torch/types.h>\n',
    "model/learning/torch-net.h": '#include "torch-tensor.h"\n#include <memory>\n',
    "model/learning/torch-net.cc": '#include "torch-net.h"\n\n#include <torch/nn.h>\n',
    "model/generation/isac-model.cc": "#include <torch/torch.h>\n",
    "model/system/isac-system.h": '#include "ns3/isac-agent.h"\n',
    "model/network/isac-phy.h": '#include "ns3/isac-queue.h"\n#include "ns3/object.h"\n',
    "helper/isac-helper.h": '#include "ns3/isac-phy.h"\n',
    "helper/isac-helper.cc": "#include <nlohmann/json.hpp>\n#include <sys/stat.h>\n",
}
OFFENCES = [
    ("model/radio/isac-rate.h", '#include "ns3/isac-queue.h"', "radio must not include isac-queue.h"),
    ("model/learning/isac-agent.h", '#include "ns3/isac-system.h"', "must not include isac-system"),
    ("model/network/isac-phy.h", '#include "ns3/isac-helper.h"', "must not include isac-helper.h"),
    ("model/system/isac-system.h", '#include "ns3/object.h"', "system must not include ns-3"),
    ("model/edge/isac-queue.h", "#  include <ns3/nstime.h>", "edge must not include ns-3"),
    ("model/learning/isac-agent.h", "#include <torch/nn.h>", "not into a header"),
    ("model/system/isac-system.h", "#include <c10/util/Half.h>", "must not include LibTorch"),
    ("helper/isac-helper.h", "#include <nlohmann/json_fwd.hpp>", "not into a header"),
    ("model/network/isac-phy.h", "#include <nlohmann/json.hpp>", "must not include nlohmann"),
    ("model/radio/isac-rate.cc", "#include <nlopt.h>", "radio must not include NLopt"),
    ("model/allocator/isac-sca.h", "#include <nlopt.h>", "not into a header"),
    ("model/edge/isac-queue.h", '#include "isac-rate.h"', 'write "ns3/isac-rate.h"'),
    ("model/edge/isac-queue.h", '#include "ns3/isac-gone.h"', "no such header"),
    ("model/edge/isac-queue.h", '#include "queue.h"', "called isac-*.h"),
    ("model/learning/isac-agent.h", '#include "torch-net.h"', "only .cc files and torch-*.h"),
    ("model/learning/isac-agent.cc", '#include "torch-gone.h"', "learning has no such header"),
    ("model/learning/isac-agent.cc", "#include <torch-net.h>", 'write "torch-net.h"'),
    ("model/learning/isac-agent.cc", '#include "ns3/torch-net.h"', 'write "torch-net.h"'),
    ("model/generation/isac-model.cc", '#include "torch-net.h"', "generation has no such header"),
    ("model/generation/isac-model.cc", '#include "../learning/torch-net.h"', "is of one room"),
    ("model/learning/torch-net.h", '#include "ns3/isac-system.h"', "must not include isac-system"),
    ("model/learning/torch-net.h", "#include <nlohmann/json.hpp>", "must not include nlohmann"),
    ("model/edge/torch-queue.h", "#include <torch/types.h>", "edge must not include LibTorch"),
    ("model/edge/isac-queue.h", "#include <armadillo/mat.h>", "no package in the table"),
    ("model/kitchen/isac-sink.h", "#include <vector>", "no room of the table"),
]


def self_test():
    """Offences are caught one by one, each at its file and line, and a sound tree passes."""
    failures = []
    for name, line, expected in [(None, None, None), *OFFENCES]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path, text in SOUND_TREE.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            if name is None:
                if found := check(root):
                    failures.append(f"a sound tree is refused: {found}")
                continue
            bad = root / name
            bad.parent.mkdir(parents=True, exist_ok=True)
            bad.write_text(f"{SOUND_TREE.get(name, '')}{line}\n", encoding="utf-8")
            at_line = 1 if "no room" in expected else SOUND_TREE.get(name, "").count("\n") + 1
            found = check(root)
            if len(found) != 1 or not found[0].startswith(f"{name}:{at_line}: "):
                failures.append(f"{line!r} in {name}: {found}")
            elif expected not in found[0]:
                failures.append(f"{line!r} in {name}: {found[0]!r} lacks {expected!r}")
    for failure in failures:
        print(f"check-includes: self-test: {failure}", file=sys.stderr)
    print(f"check-includes: self-test of {len(OFFENCES)} offences, {len(failures)} failures")
    return 1 if failures else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("check-includes: expected [ROOT] or --self-test", file=sys.stderr)
        return 2
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    headers = own_headers(root)
    if not headers:
        print(f"check-includes: {root} holds none of our headers", file=sys.stderr)
        return 2
    offences = check(root)
    for offence in offences:
        print(offence)
    print(f"check-includes: {len(headers)} headers, {len(offences)} offences")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
