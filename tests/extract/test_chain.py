"""The chain's numpy against the definition: every labelling of short sentences, added up one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.extract.chain import Chain, Labels, _viterbi, pack

LABELS = Labels(2)
LENGTHS = (3, 0, 5, 1, 4, 4)


def chain(
    seed: int, lengths: tuple[int, ...] = LENGTHS, scale: float = 2
) -> tuple[Chain, np.ndarray, np.ndarray]:
    """A chain with made-up weights; its scores by position, and where each sentence begins."""
    random = np.random.default_rng(seed)
    starts = np.cumsum([1, *(length + 1 for length in lengths)])[:-1]
    scores = random.normal(size=(sum(lengths) + len(lengths) + 1, LABELS.count), scale=scale).astype(
        np.float32
    )
    moves = random.normal(size=(LABELS.count, LABELS.count)).astype(np.float32)
    packing = pack(starts.astype(np.int64), np.array(lengths, np.int64))
    return Chain(LABELS, packing, scores[packing.positions].T.copy(), moves), scores, starts


def paths(chain: Chain, scores: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every labelling of one sentence that BIOES allows."""
    allowed, out, count = LABELS.allowed(), LABELS.outside, LABELS.count
    found = {}
    for path in itertools.product(range(count), repeat=len(scores)):
        opens = path[0] == 0 or LABELS.s <= path[0] < LABELS.i
        if opens and path[-1] < out.stop and all(allowed[move] for move in itertools.pairwise(path)):
            steps = sum(float(chain.moves[move]) for move in itertools.pairwise(path))
            found[path] = steps + sum(float(scores[at, label]) for at, label in enumerate(path))
    return found


@pytest.mark.parametrize(("seed", "scale"), [(0, 2), (1, 2), (2, 2), (3, 2), (4, 6), (5, 6)])
def test_the_best_path_and_every_label_s_probability_are_those_of_all_paths(seed: int, scale: float) -> None:
    made, scores, starts = chain(seed, scale=scale)
    path = np.zeros(len(scores), int)
    path[made.packing.positions] = made.best(made.sums())
    sums = made.sums()
    chance = np.zeros((len(scores), LABELS.count))
    chance[made.packing.positions] = (sums.alpha * sums.beta).T
    for start, length in zip(starts, LENGTHS, strict=True):
        if length:
            every = paths(made, scores[start : start + length])
            best = max(every, key=lambda one: every[one])
            assert tuple(path[start : start + length]) == best
            weights = {one: np.exp(score - every[best]) for one, score in every.items()}
            whole = sum(weights.values())
            for at, label in itertools.product(range(length), range(LABELS.count)):
                expected = sum(weight for one, weight in weights.items() if one[at] == label) / whole
                assert chance[start + at, label] == pytest.approx(expected, abs=1e-6)


def test_a_sentence_gets_the_same_beside_any_others() -> None:
    together, scores, starts = chain(9, (40, 7, 40, 12))
    alone = pack(starts[1:2].astype(np.int64), np.array([7]))
    single = Chain(LABELS, alone, scores[alone.positions].T.copy(), together.moves)
    columns = [int(np.flatnonzero(together.packing.positions == at)[0]) for at in alone.positions]
    assert (together.best(together.sums())[columns] == single.best(single.sums())).all()
    both = together.sums().alpha[:, columns], single.sums().alpha
    assert np.abs(both[0] - both[1]).max() < 1e-12


@pytest.mark.parametrize("scale", [1, 3, 6, 12])
def test_where_sums_leave_no_doubt_the_path_is_viterbi_s(scale: float) -> None:
    made, _, _ = chain(5, (90, 60, 60, 31, 8, 1), scale)
    made.scores[0] += scale  # some O's are sure
    whole = _viterbi(LABELS, made.packing, made.scores.T.copy(), made.moves)
    assert (made.best(made.sums()) == whole).all()


def test_nothing_to_label() -> None:
    empty = pack(np.zeros(0, np.int64), np.zeros(0, np.int64))
    made = Chain(LABELS, empty, np.zeros((LABELS.count, 0), np.float32), np.zeros((9, 9), np.float32))
    assert made.best(made.sums()).shape == (0,)
    assert made.sums().alpha.shape == (LABELS.count, 0)
