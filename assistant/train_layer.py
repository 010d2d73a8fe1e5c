"""The layer of the network that learns, with its heads, in torch."""

import logging
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.network import HEADS, Array

_POINT, _HIDDEN = 32, 96
_ROUNDS, _BATCH = 3, 32
_RATE, _HEAD_RATE = 2e-4, 3e-3
_WARM = 0.05
_DROPOUT = 0.1
_SEED = 27922
_SIDES = 3
_TOPIC_WEIGHT = {"client": 2.0, "paper": 1.0, "written": 1.0}
_SIDE_WEIGHT = {"client": 3.0, "paper": 0.5, "written": 1.0}
"""Of a sentence by where it is from: the mixture of a client's files is what will be read; papers
written for their labels hold too few neutral sentences (assumed)."""
_EPSILON = 1e-12

log = logging.getLogger(__name__)


class Lesson(NamedTuple):
    """A labelled sentence.

    Attributes:
        source: "client", "paper" or "written".
        topics: What it speaks of, NONE if nothing.
        sides: Points that it speaks of, each with its place in STANCES.
    """

    source: str
    text: str
    place: str
    before: str
    topics: tuple[str, ...]
    sides: tuple[tuple[str, int], ...]


class _Upper(nn.Module):
    """One layer over states, then the heads; names of parameters as in network_files."""

    def __init__(self, layer: Mapping[str, Array], classes: int) -> None:
        super().__init__()
        width = len(layer["out.bias"])
        self.layer = nn.ModuleDict(
            {name: _given(layer, name) for name in ("attend", "out", "up", "down")}
            | {name: _norm(layer, name) for name in ("norm", "last_norm")}
        )
        self.focus = nn.Linear(width, 1)
        self.topics = nn.Linear(width, classes)
        self.tone = nn.Linear(2 * width, _SIDES)
        self.points = nn.Embedding(classes, _POINT)
        self.hidden = nn.Linear(2 * width + _POINT, _HIDDEN)
        self.side = nn.Linear(_HIDDEN, _SIDES)
        nn.init.normal_(self.points.weight, std=0.02)
        nn.init.zeros_(self.focus.weight)

    def forward(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the mean of the states [n, width], and with it the mean of those in focus."""
        x = self._layer(x, mask)
        even = mask / mask.sum(1, keepdim=True)
        focus = self.focus(x).squeeze(2).masked_fill(~mask, -1e4).softmax(1)
        mean, chosen = (torch.einsum("nl,nlw->nw", share, x) for share in (even, focus))
        return self._drop(mean), self._drop(torch.cat([mean, chosen], 1))

    def sides(self, vectors: Tensor, points: Tensor) -> Tensor:
        """Return the scores of the sides beside points, [n, 3]."""
        beside = self.hidden(torch.cat([vectors, self.points(points)], 1))
        found: Tensor = self.tone(vectors) + self.side(functional.gelu(beside))
        return found

    def _layer(self, x: Tensor, mask: Tensor) -> Tensor:
        n, length, width = x.shape
        layer = self.layer
        parts = layer["attend"](x).view(n, length, 3, HEADS, width // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = mask[:, None, None, :]
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        out = layer["out"](mixed.transpose(1, 2).reshape(n, length, width))
        x = layer["norm"](x + self._drop(out))
        risen = layer["down"](functional.gelu(layer["up"](x)))
        found: Tensor = layer["last_norm"](x + self._drop(risen))
        return found

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, _DROPOUT, self.training)


def fit(
    lessons: Sequence[Lesson],
    states: Sequence[NDArray[np.float16]],
    layer: Mapping[str, Array],
    classes: Sequence[str],
) -> dict[str, Array]:
    """Return the tensors of the layer ("layer.up.weight") and the heads, trained.

    Args:
        states: Of each lesson below the layer, [length, width].
        layer: The layer as it was published.
    """
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    upper = _Upper(layer, len(classes))
    heads = [p for name, p in upper.named_parameters() if not name.startswith("layer.")]
    groups = [
        {"params": list(upper.layer.parameters()), "lr": _RATE},
        {"params": heads, "lr": _HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = _ROUNDS * math.ceil(len(lessons) / _BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min(1, (at + 1) / (_WARM * steps)) * max(0.002, 1 - at / steps)
    )
    column = {name: at for at, name in enumerate(classes)}
    for number in range(_ROUNDS):
        total = 0.0
        for some in _batches([len(state) for state in states], chance):
            loss = _loss(upper, [lessons[at] for at in some], [states[at] for at in some], column)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad()
            total += float(loss.detach()) * len(some)
        log.info("round %s: loss %.3f", number + 1, total / len(lessons))
    return _named(upper)


def _loss(
    upper: _Upper,
    lessons: Sequence[Lesson],
    states: Sequence[NDArray[np.float16]],
    column: Mapping[str, int],
) -> Tensor:
    """Return the cross-entropy of topics and, where it speaks of points, of tone and sides."""
    length = max(map(len, states))
    x = torch.zeros(len(states), length, states[0].shape[1])
    mask = torch.zeros(len(states), length, dtype=torch.bool)
    goal = torch.zeros(len(states), len(column))
    for at, (lesson, state) in enumerate(zip(lessons, states, strict=True)):
        x[at, : len(state)] = torch.from_numpy(state.astype(np.float32))
        mask[at, : len(state)] = True
        for name in lesson.topics:
            goal[at, column[name]] = 1 / len(lesson.topics)
    mean, vectors = upper(x, mask)
    weights = torch.tensor([_TOPIC_WEIGHT[one.source] for one in lessons])
    topics = functional.cross_entropy(upper.topics(mean), goal, reduction="none")
    loss = (topics * weights).sum() / weights.sum()
    said = [(at, *side) for at, one in enumerate(lessons) for side in one.sides]
    if not said:
        return loss
    places = torch.tensor([at for at, _, _ in said])
    points = torch.tensor([column[name] for _, name, _ in said])
    wanted = torch.tensor([side for _, _, side in said])
    by_side = torch.tensor([_SIDE_WEIGHT[one.source] for one in lessons])[places]
    scores = (upper.sides(vectors[places], points), upper.tone(vectors[places]))
    both = sum(functional.cross_entropy(one, wanted, reduction="none") for one in scores)
    return loss + (both * by_side).sum() / by_side.sum()


def _batches(lengths: Sequence[int], chance: random.Random) -> Iterator[list[int]]:
    """Yield the places of lessons of about one length, in random order."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at] + 3 * chance.random())
    parts = [order[first : first + _BATCH] for first in range(0, len(order), _BATCH)]
    chance.shuffle(parts)
    yield from parts


def _given(layer: Mapping[str, Array], name: str) -> nn.Linear:
    weight = torch.from_numpy(layer[f"{name}.weight"].copy())
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data = weight
    made.bias.data = torch.from_numpy(layer[f"{name}.bias"].copy())
    return made


def _norm(layer: Mapping[str, Array], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(len(layer[f"{name}.bias"]), eps=_EPSILON)
    made.weight.data = torch.from_numpy(layer[f"{name}.scale"].copy())
    made.bias.data = torch.from_numpy(layer[f"{name}.bias"].copy())
    return made


def _named(upper: _Upper) -> dict[str, Array]:
    found = {}
    for name, tensor in upper.state_dict().items():
        of_norm = "norm" in name and name.endswith(".weight")
        found[name.replace(".weight", ".scale") if of_norm else name] = tensor.numpy()
    return found
