"""How models are asked: the settings of each way of decoding, for all families alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from translate.engines import Decoding

# Models learn on sentences of up to 150–200 pieces and grow unsure beyond, long before their
# table of positions ends (512 at the least in the families used here). A longer one is split; one
# that came out unusable is tried again clause by clause.
MOST_PIECES: Mapping[Decoding, int] = {
    Decoding.USUAL: 150,
    Decoding.CAREFUL: 40,
    Decoding.AGAIN: 150,
}

_USUAL: Mapping[str, Any] = {
    "beam_size": 4,  # wider gains next to nothing in news, and costs in proportion
    "num_hypotheses": 4,  # what the checks may fall back to; a beam gives as many for nothing
    "length_penalty": 1.0,  # scores are then means a token, comparable between lengths
    "no_repeat_ngram_size": 8,  # stops loops; shorter would forbid repeating a name, and any
    # repetition_penalty, however slight, makes ٹی پی of ٹی ٹی پی (TTP)
    "disable_unk": True,  # never an unknown token in the text
    "max_input_length": 0,  # never cut an input: long ones were split before
    "return_scores": True,
    "return_attention": True,
}
# Where the usual way ended in a loop, an echo or nothing, a clipped name is the lesser evil.
_CAREFUL: Mapping[str, Any] = {
    **_USUAL,
    "beam_size": 8,
    "num_hypotheses": 8,
    "no_repeat_ngram_size": 4,
    "repetition_penalty": 1.2,
}
# Half the work. The terms come as often: on TICO-19 with khabar-small as many or one more.
_AGAIN: Mapping[str, Any] = {**_USUAL, "beam_size": 2, "num_hypotheses": 2}

OPTIONS: Mapping[Decoding, Mapping[str, Any]] = {
    Decoding.USUAL: _USUAL,
    Decoding.CAREFUL: _CAREFUL,
    Decoding.AGAIN: _AGAIN,
}
