"""Uses MarkupSafe with its module in C, which is compiled from the package's own source."""

import threading

import markupsafe
from markupsafe import _native, _speedups

assert _speedups.__file__.endswith(".so"), _speedups.__file__
assert markupsafe._escape_inner is _speedups._escape_inner
TEXTS = ["", "plain", "<a href=\"x\">'&'</a>", "ä<ü>", "日本<本>", "𝄞 & 𝄞", "&" * 5000]
for text in TEXTS:
    assert _speedups._escape_inner(text) == _native._escape_inner(text)
assert markupsafe.escape(1) == "1"
assert markupsafe.Markup("<b>%s</b>") % "<i>" == "<b>&lt;i&gt;</b>"

escaped = []
threads = [
    threading.Thread(target=lambda: escaped.extend(map(markupsafe.escape, TEXTS))) for _ in range(3)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(escaped) == sorted(map(_native._escape_inner, TEXTS * 3))
print("escaped")
