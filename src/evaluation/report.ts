import type { EvaluationFigures } from './evaluate.ts';

const rows = [
  ['ndcg10', 'nDCG@10'],
  ['ndcg10_vectors', '  by vectors alone'],
  ['ndcg10_words', '  by words alone'],
  ['recall1', 'recall@1'],
  ['recall5', 'recall@5'],
  ['recall10', 'recall@10'],
  ['evidence1', 'evidence in the first excerpt'],
  ['evidence3', 'evidence in the first three'],
  ['sentence_p1', 'answering sentence P@1'],
  ['auroc', 'answerability AUROC'],
  ['false_answer_rate', 'false answers'],
  ['false_refusal_rate', 'false refusals'],
] as const;

const labelWidth = Math.max(...rows.map(([, label]) => label.length)) + 2;

/** The figures as lines for a person; what the set does not say is left out. */
export function renderFigures(figures: EvaluationFigures): string {
  const { calibration, latency_ms } = figures;
  const line = (label: string, value: string) => `  ${label.padEnd(labelWidth)}${value}`;
  const measured = rows.flatMap(([name, label]) => {
    const value = figures[name];
    if (value === null) return [];
    const interval = figures.intervals[name];
    return [line(label, `${fixed(value)}${interval ? `  [${interval.map(fixed).join(', ')}]` : ''}`)];
  });
  return [
    `${figures.set}: ${figures.questions} questions (${figures.answerable} answerable, ${figures.unanswerable} not) over ${figures.documents} documents; 95 % bootstrap intervals in brackets`,
    ...measured,
    ...(calibration.ece === null || calibration.brier === null
      ? []
      : [
          line('calibration error', fixed(calibration.ece)),
          line('Brier score', fixed(calibration.brier)),
          ...calibration.bins.flatMap(({ from, to, count, confidence, accuracy }) =>
            confidence === null || accuracy === null
              ? []
              : [
                  line(
                    `  confidence ${from.toFixed(1)} to ${to.toFixed(1)}`,
                    `mean ${fixed(confidence)}  correct ${fixed(accuracy)}  of ${count}`,
                  ),
                ],
          ),
        ]),
    ...(latency_ms.p50 === null || latency_ms.p95 === null
      ? []
      : [line('answer time', `p50 ${latency_ms.p50.toFixed(1)} ms, p95 ${latency_ms.p95.toFixed(1)} ms`)]),
    '',
  ].join('\n');
}

/** One JSON object on one line, numbers to four decimals. */
export function figuresJson(figures: EvaluationFigures): string {
  return JSON.stringify(figures, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value,
  );
}

function fixed(value: number): string {
  return value.toFixed(3);
}
