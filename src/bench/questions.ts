/** Questions about the shipped articles as people write them: long and short, answered and not, one that two disagree on. */
export const QUESTIONS: readonly string[] = [
  'Who did the defense minister of Peru meet in Washington?',
  'which resolution lets the US soldiers into the country',
  'How many votes did Congress cast in favor of the training by US troops?',
  'Who is the US ambassador to Peru and what was her job before?',
  'What did Evo Morales say about the troops?',
  'when was pedro castillo elected president',
  'How many people were killed in the protests?',
  'How many US troops are going to Peru?',
  'what share of GDP comes from mining',
  'Which copper mine in Apurimac is blockaded by communities?',
  'What is Resolute Sentinel?',
  'who is the largest trading partner of peru',
  'What did the Inter-American Commission on Human Rights put into its report?',
  'Until when will the foreign soldiers stay?',
  'Which ship took part in a joint exercise with BAP Pisco?',
  'What does the government plan to do with lithium?',
  'How many military bases does the United States have around the world?',
  'Who thinks that the deployment is meant to frighten the population?',
  'where does peru rank among gold producers',
  'When is the third take over of Lima planned?',
  'How much did Ukraine pay for the Peruvian drones?',
  'What is the name of the general who was appointed by Southern Command?',
  'best pizza place in lima?',
  'How do I reset my password?',
];

/** The question of a round, over and over from the first. */
export function questionOf(round: number): string {
  return QUESTIONS[round % QUESTIONS.length] ?? '';
}
