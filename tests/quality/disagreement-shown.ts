import type { Answer, Reading } from '../../src/answer/types.ts';
import type { DisagreementQuestion } from './golden.ts';

/**
 * Whether the answer shows one disagreement in which two of the expected values stand against each other, and no
 * side cites a document that does not give its value.
 */
export function showsDisagreement(answer: Answer, { readings }: DisagreementQuestion): boolean {
  return answer.disagreements.some((disagreement) => {
    const sides = disagreement.readings.map((side) => ({
      expected: readings.find(({ value }) => names(side.value, value)),
      documents: citedDocuments(answer, side),
    }));
    const known = sides.flatMap(({ expected, documents }) => (expected ? [{ expected, documents }] : []));
    return (
      new Set(known.map(({ expected }) => expected.value)).size >= 2 &&
      known.every(({ expected, documents }) => documents.every((id) => expected.documents.includes(id)))
    );
  });
}

/** Whether a shown value ("more than 1,100", "December 31, 2023") is the expected one ("1,100", "December 31"). */
function names(shown: string, expected: string): boolean {
  const plain = (text: string) => text.replace(/(?<=\d),(?=\d{3})/g, '');
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain(expected)}(?![\\p{L}\\p{N}])`, 'u').test(plain(shown));
}

function citedDocuments(answer: Answer, { citations }: Reading): string[] {
  return answer.excerpts.flatMap(({ citation, document }) =>
    citations.includes(citation) ? [document.id] : [],
  );
}
