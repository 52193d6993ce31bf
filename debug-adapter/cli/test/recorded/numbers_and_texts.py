"""Modules in C that compute: decimals, statistics, patterns, formats, characters, XML, CSV."""

import csv
import decimal
import fractions
import io
import json
import math
import pickle
import random
import re
import statistics
import struct
import unicodedata
import xml.etree.ElementTree as ElementTree

values = [random.gauss(10, 3) for _ in range(2000)]
print(statistics.mean(values), statistics.quantiles(values, n=4), math.fsum(values))
decimal.getcontext().prec = 60
print(decimal.Decimal(values[0]).sqrt(), fractions.Fraction(values[1]).limit_denominator(1000))
print(pow(random.getrandbits(2000), random.getrandbits(500), (1 << 2203) - 1) % 1_000_003)
random.shuffle(values)
print(sorted(values)[0], sorted({f"{value:.3f}" for value in values})[:3])
text = json.dumps({f"key {index}": values[index : index + 3] for index in range(300)})
print(json.loads(text) == pickle.loads(pickle.dumps(json.loads(text))), len(text))
print(len(re.findall(r"\d+\.(\d)\d*", text)), re.sub(r"(?<=key )\d+", "n", text)[:40])
packed = struct.pack("<3d2Hf", *values[:3], 1, 2, 0.5)
print(struct.unpack("<3d2Hf", packed)[3:], memoryview(packed).cast("B")[0])
print(unicodedata.normalize("NFD", "Übergröße").encode(), "ǅ".casefold(), unicodedata.name("✔"))
sheet = io.StringIO()
csv.writer(sheet).writerows((index, value) for index, value in enumerate(values))
print(len(list(csv.reader(io.StringIO(sheet.getvalue())))))
root = ElementTree.Element("root")
for value in values:
    ElementTree.SubElement(root, "value", of=str(value)).text = "<&>"
print(len(ElementTree.fromstring(ElementTree.tostring(root)).findall("value")))
