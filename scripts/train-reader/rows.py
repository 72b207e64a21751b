"""What the reader is trained on: questions with a text and the characters of it that answer, or none."""
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parent / 'questions'
# Articles that no reader of this project is trained on, so that it can be measured on them.
HELD_OUT = {'Normans', 'Packet_switching', 'Packet switching', 'Imperialism'}


@dataclass(frozen=True)
class Row:
    question: str
    text: str
    answer: tuple[int, int] | None


def lines(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file if line.strip()]


@dataclass(frozen=True)
class OwnRows:
    """Rows written for this project. A tenth of the texts, chosen by their hash, is held out."""

    strict: list[Row]
    loose: list[Row]
    held_out: list[Row]


def own_rows(sets, files):
    texts = {
        (name, one['id']): one['text']
        for name in ('squad2_dev_half', 'xquad_en')
        for one in lines(sets / name / 'corpus.jsonl')
    }
    own = OwnRows([], [], [])
    for entry in (entry for file in files for entry in lines(QUESTIONS / f'{file}.jsonl')):
        text = entry.get('text') or texts[entry['set'], entry['document']]
        is_held_out = int(hashlib.sha1(text.encode()).hexdigest(), 16) % 10 == 0
        part = own.held_out if is_held_out else own.loose if entry.get('loose') else own.strict
        part += [Row(one['q'], text, place(text, one)) for one in entry['questions']]
    return own


def place(text, entry):
    """Where the answer stands: from and to which character, or the n-th occurrence of its words, the first unless `n` says otherwise."""
    if entry['a'] is None:
        return None
    if isinstance(entry['a'], list):
        return tuple(entry['a'])
    start = -1
    for _ in range(entry.get('n', 1)):
        start = text.index(entry['a'], start + 1)
    return start, start + len(entry['a'])


def squad_rows(sets):
    """The rows of squad2_dev_half but for the articles held out; of several answers the shortest."""
    folder = sets / 'squad2_dev_half'
    documents = {one['id']: one for one in lines(folder / 'corpus.jsonl')}
    questions = {one['id']: one['text'] for one in lines(folder / 'queries.jsonl')}
    rows = []
    for one in lines(folder / 'answers.jsonl'):
        document = documents[one['context_id']]
        if document['title'] in HELD_OUT:
            continue
        shortest = min(one['evidence'], key=lambda span: span['end'] - span['start'], default=None)
        answer = (shortest['start'], shortest['end']) if one['answerable'] else None
        rows.append(Row(questions[one['id']], document['text'], answer))
    return rows


def texts_of(sets, rows):
    """Every text that a question can be given as a stranger's: those of the rows and of both sets."""
    known = [
        one['text']
        for name in ('squad2_dev_half', 'xquad_en')
        for one in lines(sets / name / 'corpus.jsonl')
        if one['title'] not in HELD_OUT
    ]
    return sorted({*known, *(row.text for row in rows)})


SENTENCE_END = re.compile(r'(?<=[.!?”"])\s+(?=[A-Z“"\d(])|\n+')
MOST_NEIGHBOURS = 2


def cropped(row, rng):
    """
    The row with a few sentences of its text only, some on either side: of those that hold the answer, or else of the
    one that shares most words with the question.
    """
    places, start = [], 0
    for end in SENTENCE_END.finditer(row.text):
        places.append((start, end.start()))
        start = end.end()
    places = [(start, end) for start, end in [*places, (start, len(row.text))] if end > start]
    if row.answer:
        held = [at for at, (start, end) in enumerate(places) if start < row.answer[1] and row.answer[0] < end]
    else:
        asked = words(row.question)
        shared = [len(asked & words(row.text[start:end])) for start, end in places]
        held = [shared.index(max(shared))]
    if not held:
        return row
    first = max(0, held[0] - rng.randint(0, MOST_NEIGHBOURS))
    last = min(len(places) - 1, held[-1] + rng.randint(0, MOST_NEIGHBOURS))
    start, end = places[first][0], places[last][1]
    answer = row.answer and (row.answer[0] - start, row.answer[1] - start)
    return Row(row.question, row.text[start:end], answer)


def words(text):
    return set(re.findall(r'[a-z0-9]+', text.lower()))
