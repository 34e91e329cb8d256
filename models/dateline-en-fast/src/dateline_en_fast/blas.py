"""An optional shortcut: dense products through numpy's BLAS.

The wheels of cython-blis fall back to a generic kernel on some processors, where numpy's product is two to three times
as fast. `speed_up` measures both once and replaces thinc's product only where that pays. DATELINE_BLAS=0 turns it off.
"""

from __future__ import annotations

import os
import time
from typing import Any

import numpy
from thinc.backends.numpy_ops import NumpyOps

_state: dict[str, bool] = {}


def gemm(self: Any, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
    """Matrix product with the signature of thinc's own."""
    left, right = (x.T if trans1 else x), (y.T if trans2 else y)
    return numpy.dot(left, right) if out is None else numpy.dot(left, right, out=out)


def _seconds(product: Any, ops: Any) -> float:
    x = numpy.full((400, 288), 0.5, dtype="float32")
    y = numpy.full((288, 288), 0.5, dtype="float32")
    best = float("inf")
    for _ in range(4):
        start = time.perf_counter()
        product(ops, x, y)
        best = min(best, time.perf_counter() - start)
    return best


def speed_up() -> bool:
    """Use numpy's product if it is clearly faster here; says whether it is in use."""
    if os.environ.get("DATELINE_BLAS", "1") == "0":
        return False
    if "on" not in _state:
        ops, own = NumpyOps(), NumpyOps.gemm
        _state["on"] = _seconds(gemm, ops) * 1.3 < _seconds(own, ops)
        if _state["on"]:
            NumpyOps.gemm = gemm
    return _state["on"]
