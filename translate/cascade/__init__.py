"""The glossary enforced on what a model offers, rung by rung.

1. the model's best hypothesis as it is;
2. another one of its n-best;
3. what the model wrote for a term replaced by the required form, where that is clear;
4. the form told in the source, where the model was trained to obey;
5. the sentence decoded again without the words that the model wrote for the term, where it was not;
6. the form put between the words of the translation where the model likes it best;
7. the sentence translated with a word in place of the term that the model surely knows, and that
   word's translation replaced, by models that cannot be told.

The first rung at which no term is missing and no check fails is the last one tried. What is there
at one rung stays at the next; what is missing after all of them is told, with the reason.
"""

from __future__ import annotations

from translate.cascade.edits import term_links
from translate.cascade.ladder import settle
from translate.cascade.needs import Need, form_places, needs_of
from translate.cascade.settling import Settled, Task

__all__ = ["Need", "Settled", "Task", "form_places", "needs_of", "settle", "term_links"]
