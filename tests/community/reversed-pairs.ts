import { type MeaningPair, pairsOf } from './meaning-pairs.ts';

/*
 * Written after the rules for words that change places and for words that narrow, which were not changed for it: who
 * does what is turned around, or a part of the members, days or things is asked about.
 */
const DIFFERENT = `
Can teachers report students? | Can students report teachers?
May a guild invite a player? | May a player invite a guild?
How do I change euros to dollars? | How do I change dollars to euros?
Do parents pay for coaches? | Do coaches pay for parents?
Who defeated the champion in the final? | Who did the champion defeat in the final?
Can cats carry the disease to humans? | Can humans carry the disease to cats?
How long is the bus from the harbour to the airport? | How long is the bus from the airport to the harbour?
Should the client call the server? | Should the server call the client?
Did the union sue the company? | Did the company sue the union?
Is the treasurer paid by the chair? | Is the chair paid by the treasurer?
Do admins outrank moderators? | Do moderators outrank admins?
How many gems is a coin worth? | How many coins is a gem worth?
When does the parking garage close? | When does the underground parking garage close?
How much does a ticket cost? | How much does a ticket cost for children?
What is the penalty for cheating? | What is the penalty for repeated cheating?
How do I cancel my subscription? | How do I cancel my trial subscription?
Who may use the workshop? | Who may use the workshop at night?
How long is the warranty? | How long is the warranty on batteries?
What are the opening hours? | What are the summer opening hours?
How many seats does the hall have? | How many seats does the small hall have?
Which documents do I need for a visa? | Which documents do I need for a work visa?
Where can I leave my bags? | Where can I leave my bags after checkout?
What is the deposit for a boat? | What is the deposit for a sailing boat?
Can I bring a guest? | Can I bring a guest on Fridays?
`;
const SAME = `
Can I use the voucher online? | Can the voucher be used online?
On weekdays, when does the cafe open? | When does the cafe open on weekdays?
How many people live on the island? | How many people are living on the island?
Who wrote the anthem? | Who was the anthem written by?
What does the insurance cover? | What is covered by the insurance?
Where do I find the spare keys? | Where are the spare keys?
In which year was the bridge built? | What year was the bridge built in?
How do I reset the router? | How can I reset the router?
Does the ferry take bikes? | Are bikes taken on the ferry?
When will the new map be released? | When does the new map come out?
What is the price of the annual pass? | How much is the annual pass?
Is it possible to pause my membership? | Can I pause my membership?
`;

export const REVERSED_PAIRS: readonly MeaningPair[] = [...pairsOf(SAME, true), ...pairsOf(DIFFERENT, false)];
