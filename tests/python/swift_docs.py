"""Every public symbol of a Swift module has a text: swift_docs.py MODULE.symbols.json

The file is one of those that `swift package dump-symbol-graph --minimum-access-level public` writes. What the compiler
synthesizes or a standard protocol documents needs none. The last line is `N passed, N failed`.
"""

import json
import sys

passed = failed = 0
with open(sys.argv[1], encoding="utf-8") as graph:
    symbols = json.load(graph)["symbols"]
for symbol in symbols:
    if "::SYNTHESIZED::" in symbol["identifier"]["precise"] or "location" not in symbol:
        continue
    if "docComment" in symbol:
        passed += 1
        continue
    failed += 1
    place = symbol["location"]
    file = place["uri"].removeprefix("file://")
    print(f'{file}:{place["position"]["line"] + 1}: no documentation: {".".join(symbol["pathComponents"])}')
if passed == 0:
    print("nothing public was found")
    failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
