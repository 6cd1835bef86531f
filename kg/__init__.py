"""Hongtu (红图): knowledge graphs from Chinese news, every fact with the sentence that says it."""

import os

# Processes give the parallelism: BLAS threads would only fight with them. numpy reads these when it is imported.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

__version__ = "0.1.0"
