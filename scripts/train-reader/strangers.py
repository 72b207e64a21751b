"""Questions with a text that a search would well bring up for them and that does not answer them."""
import re

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from rows import Row

NEAREST = 6


class Vectors:
    """Unit vectors of texts, by the embedding model that the bot searches with."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / 'tokenizer.json'))
        self.tokenizer.enable_truncation(256)
        self.tokenizer.no_padding()
        self.known = {}
        self.model = onnxruntime.InferenceSession(str(folder / 'onnx' / 'model_quantized.onnx'))

    def of(self, texts):
        for text in texts:
            if text in self.known:
                continue
            ids = np.array([self.tokenizer.encode(text).ids])
            given = {'input_ids': ids, 'attention_mask': np.ones_like(ids), 'token_type_ids': np.zeros_like(ids)}
            mean = self.model.run(None, given)[0][0].mean(0)
            self.known[text] = mean / np.linalg.norm(mean)
        return np.array([self.known[text] for text in texts])


def stranger_rows(rows, texts, count, dense, vectors, rng):
    """
    Answerable questions with one of the six texts that rank first for them, their own left out and those that hold
    the words of their answer; the nearer ones more often. `dense` is the weight of the vectors beside the words.
    """
    words = lambda text: set(re.findall(r'[a-z0-9]+', text.lower()))
    number = {text: at for at, text in enumerate(texts)}
    holding = {}
    for at, text in enumerate(texts):
        for word in words(text):
            holding.setdefault(word, []).append(at)
    size = np.sqrt([len(words(text)) for text in texts])
    asked = rng.sample([row for row in rows if row.answer], count)
    cosines = vectors.of([row.question for row in asked]) @ vectors.of(texts).T if dense else None
    strangers = []
    for at, row in enumerate(asked):
        answer = row.text[slice(*row.answer)].lower()
        score = np.zeros(len(texts))
        for word in words(row.question) & holding.keys():
            score[holding[word]] += np.log(len(texts) / len(holding[word]))
        score /= size
        if dense:
            score = (1 - dense) * score / max(score.max(), 1e-9) + dense * scaled(cosines[at])
        if row.text in number:
            score[number[row.text]] = -1
        nearest = [texts[one] for one in np.argsort(-score)[:NEAREST] if answer not in texts[one].lower()]
        if nearest:
            strangers.append(Row(row.question, nearest[int(rng.random() ** 2 * len(nearest))], None))
    return strangers


def scaled(values):
    return (values - values.min()) / (values.max() - values.min())
