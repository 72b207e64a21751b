"""Trains the bundled reader on. See README.md beside this file."""
import argparse
import copy
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import from_onnx, to_onnx
from rows import cropped, own_rows, squad_rows, texts_of
from strangers import Vectors, stranger_rows

SEED = 20
TOKENS_IN_BATCH = 4096
LONGEST = 232  # tokens; what the reader reads at run time is 256 at most
SOFTNESS = 1.5  # as `softMargin` in src/reading/reader.ts
ANSWER_TOKENS = 30
MARGIN_SCALE = 3  # how much margin makes e times the odds that there is an answer
SEPARATOR = 102


FIRST = ('own-texts', 'set-texts')
MORE = ('more-own-texts', 'more-set-texts')
FOURTH = ('fourth-own-texts',)
FIFTH = ('fifth-own-texts',)
SIXTH = ('sixth-own-texts',)
SEVENTH = ('seventh-own-texts',)


@dataclass(frozen=True)
class Own:
    files: tuple[str, ...]
    strict: float  # how often each row of a kind is read
    loose: float


@dataclass(frozen=True)
class Pass:
    own: tuple[Own, ...]
    squad: float
    strangers: int
    dense: float  # weight of the vectors, beside the words, in finding strangers
    rate: float  # the highest learning rate, after a twelfth of the steps; it falls to nothing at the last
    share: float  # of the steps that are made
    seed: int = SEED
    # Whether on loose questions the reader is held to what it said before all of this instead of to their labels, and
    # on how many of them with a stranger's text.
    holds_loose: bool = False
    loose_strangers: int = 0
    # How many of the labelled rows are read with a few sentences of their text instead of all of it.
    cropped: float = 0


PASSES = (
    Pass((Own(FIRST, strict=1.5, loose=0),), squad=0.45, strangers=2800, dense=0, rate=4e-5, share=0.68),
    Pass((Own(FIRST, strict=0.5, loose=2),), squad=0.3, strangers=800, dense=0, rate=3e-5, share=1),
    Pass(
        (Own(FIRST, strict=0.3, loose=0.5), Own(MORE, strict=1, loose=1)),
        squad=0.15,
        strangers=4000,
        dense=0.6,
        rate=4e-5,
        share=1,
    ),
    Pass(
        (Own(FIRST + MORE, strict=0.25, loose=0.35), Own(FOURTH, strict=1, loose=1)),
        squad=0.25,
        strangers=1500,
        dense=0.6,
        rate=4e-5,
        share=1,
        holds_loose=True,
        loose_strangers=2000,
    ),
    Pass(
        (
            Own(FIRST + MORE, strict=0.15, loose=0.2),
            Own(FOURTH, strict=0.25, loose=0.25),
            Own(FIFTH, strict=1, loose=1),
        ),
        squad=0.2,
        strangers=1500,
        dense=0.6,
        rate=4e-5,
        share=0.744,
        holds_loose=True,
        loose_strangers=1200,
        seed=25,
    ),
    Pass(
        (
            Own(FIRST + MORE, strict=0.1, loose=0.1),
            Own(FOURTH + FIFTH, strict=0.15, loose=0.15),
            Own(SIXTH, strict=1, loose=1),
        ),
        squad=0.1,
        strangers=500,
        dense=0.6,
        rate=6e-5,
        share=1,
        holds_loose=True,
        loose_strangers=600,
        seed=26,
    ),
    Pass(
        (
            Own(FIRST + MORE, strict=0.05, loose=0),
            Own(FOURTH + FIFTH, strict=0.1, loose=0.05),
            Own(SIXTH, strict=0.3, loose=0.2),
            Own(SEVENTH, strict=1, loose=1),
        ),
        squad=0.1,
        strangers=500,
        dense=0.6,
        rate=6e-5,
        share=1,
        holds_loose=True,
        loose_strangers=600,
        cropped=0.35,
        seed=27,
    ),
)
# The weights are averaged with earlier ones: what was learned from other data is not forgotten. Shares of the reader to
# start from, and of those after each pass.
SHARES = (0.3, 0, 0, 0, 0, 0, 0, 0.7)


class Words:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / 'tokenizer.json'))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def encode(self, question, text):
        """Ids, types, and for each token the characters of the text that it stands for (None outside of it)."""
        found = self.tokenizer.encode(question, text)
        spans = [at if of == 1 else None for at, of in zip(found.offsets, found.sequence_ids)]
        if len(found.ids) <= LONGEST:
            return found.ids, found.type_ids, spans
        cut = LONGEST - 1
        return found.ids[:cut] + [SEPARATOR], found.type_ids[:cut] + [1], spans[:cut] + [None]


def target(encoded, answer):
    """First and last token of the answer; (0, 0), which says that there is none, also where it was cut off."""
    if answer is None:
        return 0, 0
    start, end = answer
    inside = [at for at, span in enumerate(encoded[2]) if span and span[1] > start and span[0] < end]
    return (inside[0], inside[-1]) if inside else (0, 0)


def stack(encoded):
    longest = max(len(ids) for ids, _, _ in encoded)
    ids = torch.zeros(len(encoded), longest, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (row_ids, row_types, _) in enumerate(encoded):
        ids[row, : len(row_ids)] = torch.tensor(row_ids)
        types[row, : len(row_ids)] = torch.tensor(row_types)
        mask[row, : len(row_ids)] = 1
    return ids, mask, types


def batches(items, rng):
    """Rows of like length together, in an order that has nothing to do with it."""
    made = []
    for at in range(0, len(items), 512):
        now = []
        for item in sorted(items[at : at + 512], key=lambda one: len(one[0][0])):
            if now and len(item[0][0]) * (len(now) + 1) > TOKENS_IN_BATCH:
                made.append(now)
                now = []
            now.append(item)
        made.append(now)
    rng.shuffle(made)
    return made


def loss_of(reader, before, batch):
    """
    The mean over the rows of half the loss of start and end and half the loss of whether there is an answer: cross
    entropies with the label or, on a row without one, with what `before` says.
    """
    ids, mask, types = stack([encoded for encoded, _ in batch])
    inside = (types == 1) & (mask == 1)
    allowed = inside.clone()
    allowed[:, 0] = True
    start, end = reader(ids, mask, types)
    losses = []
    labelled = torch.tensor([label is not None for _, label in batch])
    if labelled.any():
        first, last = torch.tensor([label for _, label in batch if label is not None]).T
        seen = allowed[labelled]
        span = sum(
            F.cross_entropy(masked(logits[labelled], seen), place, reduction='none')
            for logits, place in ((start, first), (end, last))
        )
        margin = soft_margin(start, end, inside)[labelled]
        losses.append((span + answered(margin, (first > 0).float())) / 2)
    held = ~labelled
    if held.any():
        with torch.no_grad():
            said = before(ids[held], mask[held], types[held])
            goal = torch.sigmoid(soft_margin(*said, inside[held]) / MARGIN_SCALE)
        seen = allowed[held]
        span = sum(
            F.kl_div(
                F.log_softmax(masked(logits[held], seen), 1),
                F.log_softmax(masked(one, seen), 1),
                log_target=True,
                reduction='none',
            ).sum(1)
            for logits, one in zip((start, end), said)
        )
        losses.append((span + answered(soft_margin(start, end, inside)[held], goal)) / 2)
    return torch.cat(losses).mean()


def masked(logits, allowed):
    return logits.masked_fill(~allowed, -1e4)


def soft_margin(start, end, inside):
    soft = lambda logits: SOFTNESS * torch.logsumexp(masked(logits, inside) / SOFTNESS, 1)
    return soft(start) + soft(end) - start[:, 0] - end[:, 0]


def answered(margin, goal):
    return F.binary_cross_entropy_with_logits(margin / MARGIN_SCALE, goal, reduction='none')


def measure(reader, words, rows):
    """AUROC of the soft margin for answerable against not, and how often the best span overlaps the answer."""
    reader.eval()
    margins, hits = [], []
    with torch.inference_mode():
        for row in rows:
            encoded = words.encode(row.question, row.text)
            start, end = (one[0].numpy() for one in reader(*stack([encoded])))
            inside = [at for at, span in enumerate(encoded[2]) if span]
            pairs = start[inside][:, None] + end[inside][None]
            length = np.arange(len(inside))[None] - np.arange(len(inside))[:, None]
            pairs = np.where((length >= 0) & (length < ANSWER_TOKENS), pairs, -1e9)
            top = pairs.max()
            margins.append(top + SOFTNESS * np.log(np.exp((pairs - top) / SOFTNESS).sum()) - start[0] - end[0])
            if row.answer:
                a, b = divmod(int(pairs.argmax()), len(inside))
                found = encoded[2][inside[a]][0], encoded[2][inside[b]][1]
                hits.append(found[0] < row.answer[1] and row.answer[0] < found[1])
    margins, has = np.array(margins), np.array([row.answer is not None for row in rows])
    auroc = (margins[has][:, None] > margins[~has][None]).mean()
    return f'AUROC {auroc:.3f}, span overlaps {np.mean(hits):.3f} ({len(rows)} rows)'


def rows_for(one, sets, vectors, rng):
    """Rows to learn from, and those on which the reader is held to what it said before."""

    def take(rows, times):
        return rows * int(times) + rng.sample(rows, int(len(rows) * (times % 1)))

    squad = squad_rows(sets)
    rows, held, asked, asked_loosely = take(squad, one.squad), [], list(squad), []
    for part in one.own:
        own = own_rows(sets, part.files)
        rows += take(own.strict, part.strict)
        (held if one.holds_loose else rows).extend(take(own.loose, part.loose))
        asked += own.strict
        (asked_loosely if one.holds_loose else asked).extend(own.loose if part.loose else [])
    strangers = lambda asked, count: stranger_rows(asked, texts_of(sets, asked), count, one.dense, vectors, rng)
    rows += strangers(asked, one.strangers)
    if one.loose_strangers:
        held += strangers(asked_loosely, one.loose_strangers)
    return [cropped(row, rng) if one.cropped and rng.random() < one.cropped else row for row in rows], held


def train(reader, before, one, rows, held, words, rng, say):
    items = []
    for row in rows:
        encoded = words.encode(row.question, row.text)
        items.append((encoded, target(encoded, row.answer)))
    items += [(words.encode(row.question, row.text), None) for row in held]
    rng.shuffle(items)
    plan = batches(items, rng)
    learning = [weights for weights in reader.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {'params': [weights for weights in learning if weights.dim() > 1], 'weight_decay': 0.01},
            {'params': [weights for weights in learning if weights.dim() == 1], 'weight_decay': 0.0},
        ],
        lr=one.rate,
    )
    rising = max(1, len(plan) // 12)
    falling = len(plan) - rising
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, max(0.0, (len(plan) - step) / falling))
    )
    steps = round(len(plan) * one.share)
    say(f'{len(rows)} rows and {len(held)} held to what was said before, {steps} of {len(plan)} steps')
    began = time.time()
    for step, batch in enumerate(plan[:steps]):
        reader.train()
        loss = loss_of(reader, before, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        rate.step()
        if step % 50 == 0:
            say(f'step {step}, loss {loss.item():.3f}, {time.time() - began:.0f} s')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sets', type=Path, required=True, help='folder with squad2_dev_half and xquad_en')
    parser.add_argument('--reader', type=Path, required=True, help='folder of the reader to start from')
    parser.add_argument('--embedder', type=Path, required=True, help='folder of the embedding model')
    parser.add_argument('--out', required=True, help='ONNX file to write; the weights of each pass stand beside it')
    parser.add_argument('--from-pass', type=int, default=1, help='go on from the weights of the pass before, kept beside OUT')
    parser.add_argument('--rows', type=int, help='at most so many rows a pass, to try it out')
    options = parser.parse_args()

    def say(what):
        print(what, file=sys.stderr, flush=True)

    words, vectors = Words(options.reader), Vectors(options.embedder)
    reader = from_onnx(str(options.reader / 'onnx' / 'model_quantized.onnx'))
    reader.m.we.weight.requires_grad_(False)
    before = copy.deepcopy(reader).eval()
    held_out = own_rows(options.sets, FIRST + MORE + FOURTH + FIFTH + SIXTH + SEVENTH).held_out[: options.rows]
    say(f'before: {measure(reader, words, held_out)}')
    kept = lambda number: f'{options.out}.pass-{number}.pt'
    if options.from_pass > 1:
        reader.load_state_dict(torch.load(kept(options.from_pass - 1), weights_only=True))
    for number, one in list(enumerate(PASSES, 1))[options.from_pass - 1 :]:
        rng = random.Random(one.seed)
        torch.manual_seed(one.seed)
        rows, held = rows_for(one, options.sets, vectors, rng)
        if options.rows:
            rows, held = (rng.sample(part, min(options.rows, len(part))) for part in (rows, held))
        train(reader, before, one, rows, held, words, rng, say)
        torch.save(reader.state_dict(), kept(number))
        say(f'pass {number}: {measure(reader, words, held_out)}')
    stages = [(SHARES[0], before.state_dict())] + [
        (share, torch.load(kept(number), weights_only=True)) for number, share in enumerate(SHARES) if number and share
    ]
    reader.load_state_dict({name: sum(share * stage[name] for share, stage in stages) for name in before.state_dict()})
    say(f'after: {measure(reader, words, held_out)}')
    to_onnx(reader, options.out)


main()
