"""Writes the characters of the two subsets: regular.txt and bold.txt. First argument: regions.csv."""

import sys

LATIN = set(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)]))
GREEK = set(map(chr, range(0x391, 0x3CA)))
FULLWIDTH = set(map(chr, range(0xFF01, 0xFF5F)))
SYMBOLS = set(
    "—–‒―‘’“”„†‡•…‰′″‹›※€™→←↑↓↔⇒∈∏∑−√∝∞∠∧∨∩∪∫∴≈≠≡≤≥⊕◎○●△▲▽▼◆◇■□★☆▶◀"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫Ⅰ、。《》【】〔〕「」『』〖〗〇·×±÷⁰¹²³⁴₁₂₃℃㎡￥°‧✓✗"
)


def table(encoding):
    """Every character of a two-byte Chinese encoding."""
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            text = bytes([high, low]).decode(encoding, errors="ignore")
            if len(text) == 1:
                found.add(text)
    return found


def write(path, characters):
    kept = {c for c in characters if ord(c) >= 0x20 and ord(c) != 0x7F and not 0xE000 <= ord(c) <= 0xF8FF}
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(sorted(kept)))


with open(sys.argv[1], encoding="utf-8") as file:
    common = set(file.read()) | LATIN | GREEK | FULLWIDTH | SYMBOLS
write("regular.txt", table("gbk") | common)
write("bold.txt", table("gb2312") | common)
