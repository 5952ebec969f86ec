"""fivec: how much influence did a state have on an international policy text, and why.

The road through the package is straight: ``files`` turns bytes into a
:class:`~fivec.model.rubric.Rubric` and a :class:`~fivec.model.case.Case`, ``assess`` runs the
``methods`` over them, ``reports`` turns the resulting
:class:`~fivec.model.assessment.Assessment` into text.
"""

__version__ = "0.1.0"
