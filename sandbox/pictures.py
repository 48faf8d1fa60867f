"""Pictures for people to send, drawn here so that no library and no binary is needed."""

import colorsys
import itertools
import struct

WIDTH, HEIGHT = 320, 240
BLOCK = 8
# With this quantiser a block's DC coefficient is its brightness less 128.
QUANTISER = bytes([8]) * 64
# Twelve DC categories of four bits each; the only AC code is "end of block", one zero bit.
DC_CODES = bytes([0, 0, 0, 12, *[0] * 12]) + bytes(range(12))
AC_CODES = bytes([1, *[0] * 15]) + b"\0"

shots = itertools.count(1)


def snapshot() -> bytes:
    """A small JPEG, each time another one: the same bytes twice would be the same photo."""
    number = next(shots)
    hue = number * 0.381966 % 1
    rows = HEIGHT // BLOCK
    colours = [colorsys.hsv_to_rgb(hue, 0.55, 0.45 + 0.5 * row / rows) for row in range(rows)]
    return (
        b"\xff\xd8"
        + segment(0xFE, f"shot {number}".encode())
        + segment(0xDB, b"\0" + QUANTISER)
        + segment(0xC0, struct.pack(">BHHB", 8, HEIGHT, WIDTH, 3) + components(b"\x11\0"))
        + segment(0xC4, b"\0" + DC_CODES + b"\x10" + AC_CODES)
        + segment(0xDA, b"\3" + components(b"\0") + b"\0\x3f\0")
        + drawn(colours)
        + b"\xff\xd9"
    )


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def components(each: bytes) -> bytes:
    return b"".join(bytes([number]) + each for number in (1, 2, 3))


def drawn(colours: list[tuple[float, float, float]]) -> bytes:
    bits = []
    before = [0, 0, 0]
    for colour in colours:
        levels = ycc(*colour)
        for _ in range(WIDTH // BLOCK):
            bits += [coded(level - last) for level, last in zip(levels, before, strict=True)]
            before = levels
    line = "".join(bits)
    line += "1" * (-len(line) % 8)
    return int(line, 2).to_bytes(len(line) // 8, "big").replace(b"\xff", b"\xff\0")


def ycc(red: float, green: float, blue: float) -> list[int]:
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return [
        round(luma * 255) - 128,
        round((blue - luma) * 0.564 * 255),
        round((red - luma) * 0.713 * 255),
    ]


def coded(difference: int) -> str:
    size = abs(difference).bit_length()
    value = difference if difference >= 0 else difference + (1 << size) - 1
    return f"{size:04b}" + (f"{value:0{size}b}" if size else "") + "0"
