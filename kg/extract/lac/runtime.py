"""The same network on onnxruntime, with the extra `fast`.

The graph is made in memory from the weights. An ONNX GRU keeps the state by z where this model renews it by u = 1 - z,
so the weights of u change their sign; the gate order z, r, h and linear_before_reset = 0 are the model's own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
from onnxruntime.capi.onnxruntime_pybind11_state import SessionOptions

from kg.extract.lac.network import Packing, Reals
from kg.extract.lac.weights import HIDDEN, Floats, Model

_TOGETHER = 16  # sentences: it is slower with more
_OPSET, _IR = 17, 8  # of 2022: every onnxruntime that runs on Python 3.11 reads them


class OnnxNetwork:
    """A drop-in for `Network` in float32."""

    def __init__(self, model: Model) -> None:
        self._tags = model.tags
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes give the parallelism
        options.log_severity_level = 3
        self._session = InferenceSession(
            _graph(model).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def emissions(self, rows: NDArray[np.int32], packing: Packing) -> Reals:
        """The scores of the tags, [tags, characters], for a packed batch."""
        scores = np.empty((len(rows), len(self._tags)), dtype=np.float32)
        ends = np.cumsum(packing.lengths)
        for low in range(0, len(ends), _TOGETHER):
            lengths = packing.lengths[low : low + _TOGETHER]
            row = np.repeat(np.arange(len(lengths)), lengths)
            start = ends[low : low + _TOGETHER] - lengths
            time = np.arange(len(row)) - (start - start[0])[row]
            places = packing.places[start[0] : start[0] + len(row)]
            grid = np.zeros((int(lengths[0]), len(lengths)), dtype=np.int32)
            grid[time, row] = rows[places]
            given = {"rows": grid, "lengths": lengths.astype(np.int32)}
            emitted: Any = self._session.run(None, given)[0]
            scores[places] = emitted[time, row]
        packed: Reals = scores.T
        return packed


def _graph(model: Model) -> Any:
    """rows [time, sentences], lengths [sentences] → emissions [time, sentences, 57]."""
    nodes = [helper.make_node("Gather", ["embedding", "rows"], ["given_0"])]
    arrays: dict[str, NDArray[Any]] = {
        "embedding": model.embedding,
        "output": model.output,
        "output_bias": model.output_bias,
        "both": np.array([0, 0, 2 * HIDDEN], dtype=np.int64),
    }
    for layer in (0, 1):
        arrays |= {f"{name}_{layer}": array for name, array in _gru(model, layer).items()}
        nodes += [
            helper.make_node(
                "GRU",
                [f"given_{layer}", f"W_{layer}", f"R_{layer}", f"B_{layer}", "lengths"],
                [f"states_{layer}"],
                hidden_size=HIDDEN,
                direction="bidirectional",
                linear_before_reset=0,
            ),
            helper.make_node("Transpose", [f"states_{layer}"], [f"turned_{layer}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"turned_{layer}", "both"], [f"given_{layer + 1}"]),
        ]
    nodes += [
        helper.make_node("MatMul", ["given_2", "output"], ["scores"]),
        helper.make_node("Add", ["scores", "output_bias"], ["emissions"]),
    ]
    graph = helper.make_graph(
        nodes,
        "lac_small",
        [
            helper.make_tensor_value_info("rows", TensorProto.INT32, ["time", "sentences"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["sentences"]),
        ],
        [helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["time", "sentences", 57])],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    made.ir_version = _IR
    onnx.checker.check_model(made)
    return made


def _gru(model: Model, layer: int) -> dict[str, Floats]:
    """A layer's weights as the GRU operator wants them: W [2, 384, in], R [2, 384, 128], B [2, 768]."""
    sign = np.ones(3 * HIDDEN, dtype=np.float32)
    sign[:HIDDEN] = -1
    recurrent = np.concatenate([model.gates[layer], model.candidates[layer]], axis=2)
    bias = np.zeros((2, 6 * HIDDEN), dtype=np.float32)
    bias[:, : 3 * HIDDEN] = model.biases[layer][:, 0] * sign
    return {
        "W": np.ascontiguousarray((model.inputs[layer] * sign).transpose(0, 2, 1)),
        "R": np.ascontiguousarray((recurrent * sign).transpose(0, 2, 1)),
        "B": bias,
    }
