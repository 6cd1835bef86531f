"""The model that jieba 0.42.1 carries in `jieba/lac_small/`: its files, alphabet and tags, as arrays.

The weights are Baidu's LAC (small), Apache 2.0, saved by Paddle 1.x. Nothing is downloaded and jieba itself is not
imported: its folder is found and its files are read.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError

Floats: TypeAlias = NDArray[np.float32]

HIDDEN = 128
STATE = 2 * HIDDEN
"""Numbers in a state of the second layer: read forward, and in reverse."""

UNKNOWN = 20940
"""The row of the embeddings for a character that the model does not know."""

_PLANE = 0x10000  # the alphabet lies in the first 65,536 code points; one slot more stands for all others
_HEAD = struct.Struct("<IQII")

_UNIFORM = {
    "。": ".", "、": ",", "—": "-", "…": ".", "【": "[", "】": "]", "〔": "[", "〕": "]", "∶": ":", "・": "·", "•": "·",
    **dict.fromkeys("“”‘’「」『』", '"'),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """The weights, ready for use: layer k has a forward and a reverse direction, stacked in this order.

    `embedding` [20941, 128]; `inputs[k]` [2, 128 or 256, 384] with `biases[k]` [2, 1, 384], whose columns are u, r, c;
    `gates[k]` [2, 128, 256] and `candidates[k]` [2, 128, 128]; `output` [256, 57] with `output_bias` [57];
    `start`, `end` [57] and `transitions` [from 57, to 57] of the CRF. `alphabet` [65537] gives a code point's row in
    the embeddings, with the normalisation that the model was trained with applied.
    """

    embedding: Floats
    inputs: tuple[Floats, Floats]
    biases: tuple[Floats, Floats]
    gates: tuple[Floats, Floats]
    candidates: tuple[Floats, Floats]
    output: Floats
    output_bias: Floats
    start: Floats
    end: Floats
    transitions: Floats
    alphabet: NDArray[np.int32]
    tags: tuple[str, ...]


def model_folder() -> Path:
    """The folder `lac_small` of the installed jieba.

    Raises:
        DataError: jieba is missing, or is a release without the model.
    """
    spec = importlib.util.find_spec("jieba")
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(location) / "lac_small"
        if (folder / "model_baseline" / "word_emb").is_file():
            return folder
    raise DataError(
        "jieba 0.42.1 with its folder lac_small is not installed; run: pip install 'jieba==0.42.1'"
    )


def read_tensor(path: Path) -> Floats:
    """The array in a file that Paddle's `save_vars` wrote.

    The file holds u32 version, u64 number of lod levels, u32 tensor version, i32 length of a protobuf TensorDesc,
    the TensorDesc (`08 05` for float32, then `10 <varint>` for each dimension), and little-endian float32.

    Raises:
        DataError: the file is missing or is not such a file.
    """
    try:
        data = path.read_bytes()
        version, levels, tensor_version, length = _HEAD.unpack_from(data)
        description = data[_HEAD.size : _HEAD.size + length]
        if version or levels or tensor_version or description[:2] != b"\x08\x05":
            raise DataError(f"{path}: not a float32 tensor of Paddle 1.x; reinstall jieba 0.42.1")
        array: Floats = np.frombuffer(data, dtype="<f4", offset=_HEAD.size + length)
        # A dead unit's weights have decayed to 1e-38, where their products are subnormal numbers, on which processors
        # are slow. All other weights are above 1e-20.
        array = np.where(np.abs(array) < 1e-20, np.float32(0), array)
        return array.reshape(_dimensions(description[2:]))
    except (OSError, struct.error, ValueError, IndexError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{path}: damaged ({error}); reinstall jieba 0.42.1") from error


def _dimensions(description: bytes) -> tuple[int, ...]:
    """The dimensions in the rest of a TensorDesc, after its type."""
    shape, place = [], 0
    while place < len(description):
        if description[place] != 0x10:
            raise ValueError("unknown field in its description")
        size, shift, place = 0, 0, place + 1
        while description[place] & 0x80:
            size |= (description[place] & 0x7F) << shift
            shift, place = shift + 7, place + 1
        shape.append(size | description[place] << shift)
        place += 1
    return tuple(shape)


def _alphabet(path: Path) -> NDArray[np.int32]:
    """Code point → row in the embeddings [65537]; the last slot is for code points beyond the first plane."""
    rows = dict(line.split("\t")[::-1] for line in path.read_text("utf-8").split("\n") if "\t" in line)
    table = np.full(_PLANE + 1, UNKNOWN, dtype=np.int32)
    for name, row in rows.items():
        if len(name) == 1:  # the longer ones are the classes OOV_NUM, OOV_ALPHA …, which training never used
            table[ord(name)] = int(row)
    for code in range(_PLANE):
        table[code] = table[ord(normal(chr(code)))]
    return table


def normal(character: str) -> str:
    """The character that the model knows this one as: its normalisation of punctuation, width and case.

    jieba forgot to ship this table; without it the model loses 10 to 16 points of F1. LAC's own table also maps
    Han characters (你 → 奶), which loses a point and is left out. White space becomes a comma, so that it stays
    outside of names.
    """
    if character.isspace():
        return ","
    if "！" <= character <= "～":
        character = chr(ord(character) - 0xFEE0)
    if "A" <= character <= "Z":
        return character.lower()
    return _UNIFORM.get(character, character)


def load() -> Model:
    """Reads the model (12 MB, about 0.05 s).

    Raises:
        DataError: jieba or one of the model's files is missing or damaged.
    """
    folder = model_folder()
    names = [path.name for path in (folder / "model_baseline").iterdir()]
    arrays = {name: read_tensor(folder / "model_baseline" / name) for name in sorted(names)}
    try:
        return _assemble(arrays, folder)
    except (KeyError, OSError, ValueError) as error:
        raise DataError(f"{folder}: incomplete ({error}); reinstall jieba 0.42.1") from error


def _assemble(arrays: dict[str, Floats], folder: Path) -> Model:
    """The model of its arrays: fc_k feeds gru_k; k = 0, 1 are layer 1 forward and reverse, 2, 3 layer 2."""
    inputs, biases, gates, candidates = [], [], [], []
    for layer in ((0, 1), (2, 3)):
        flat = [arrays[f"gru_{k}.w_0"].reshape(-1) for k in layer]
        split = HIDDEN * 2 * HIDDEN
        gates.append(np.stack([weights[:split].reshape(HIDDEN, 2 * HIDDEN) for weights in flat]))
        candidates.append(np.stack([weights[split:].reshape(HIDDEN, HIDDEN) for weights in flat]))
        inputs.append(np.stack([arrays[f"fc_{k}.w_0"] for k in layer]))
        both = [arrays[f"fc_{k}.b_0"].reshape(1, -1) + arrays[f"gru_{k}.b_0"].reshape(1, -1) for k in layer]
        biases.append(np.stack(both))
    crf = arrays["crfw"]
    lines = (folder / "tag.dic").read_text("utf-8").split()
    return Model(
        embedding=arrays["word_emb"],
        inputs=(inputs[0], inputs[1]),
        biases=(biases[0], biases[1]),
        gates=(gates[0], gates[1]),
        candidates=(candidates[0], candidates[1]),
        output=arrays["fc_4.w_0"],
        output_bias=arrays["fc_4.b_0"].reshape(-1),
        start=crf[0],
        end=crf[1],
        transitions=crf[2:],
        alphabet=_alphabet(folder / "word.dic"),
        tags=tuple(lines[1::2]),
    )
