/**
 * Pairs of questions, written for this project: do they mean the same, so that an answer pinned for one may be
 * shown for the other? Every other pair of each list was looked at while the rules were written; the rest only
 * measures them.
 */
export interface MeaningPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly heldOut: boolean;
}

const SAME = `
How many US troops were approved? | What number of US troops was approved?
When did the strike in Lima begin? | When did the Lima strike start?
Who signed the decree? | Who was the decree signed by?
Where will the summit take place? | Where is the summit going to be held?
How do I reset my password? | How can I reset my password?
Why was the congress dissolved? | What was the reason for dissolving the congress?
What does SOUTHCOM stand for? | What is the meaning of SOUTHCOM?
When was Pedro Castillo removed from office? | when was pedro castillo removed from office
How long does the warranty last? | How long is the warranty?
Who is the president of Peru? | Who's the president of Peru?
What is the capital of Panama? | Which city is Panama's capital?
How do I install the plugin on Windows? | How can the plugin be installed on Windows?
Is there a mobile app? | Do you have a mobile app?
What are the server rules? | What rules does the server have?
How much does the premium plan cost? | What does the premium plan cost?
Where can I download the client? | Where do I download the client?
When is the next release? | When will the next release come out?
Who founded the organisation? | Who founded the organization?
How many people died in the protests? | How many people were killed in the protests?
Can I use the bot in direct messages? | Can the bot be used in direct messages?
What happened on 7 December 2022? | what happened on 7 december 2022
How do I report a bug? | How can I report a bug?
Which resolution allowed the soldiers in? | What resolution let the soldiers in?
Why did the ambassador resign? | Why did the ambassador step down?
How often are backups made? | How often do backups run?
What is the maximum upload size? | What is the max size for uploads?
Who commands the Southern Command? | Who is the commander of the Southern Command?
When does registration open? | When is registration opening?
How do I change my nickname? | How can I change my nickname here?
Where is the headquarters of the company? | Where are the company's headquarters?
How tall is the tower? | What is the height of the tower?
What is the refund policy? | What's your refund policy?
How do I add a role to a member? | How can I add a role to a member?
When was the treaty signed? | On what date was the treaty signed?
How do I unmute myself? | How can I unmute myself?
What languages does the bot support? | Which languages are supported by the bot?
Which ports must be open in the firewall? | What firewall ports have to be open?
Who wrote the article on Peru? | Who is the author of the article on Peru?
How many members does the guild have? | How many members are in the guild?
Is smoking allowed in the hall? | Is it allowed to smoke in the hall?
What year was the club founded? | When was the club founded?
What is the deadline for applications? | When is the application deadline?
How do I connect the bot to a PostgreSQL database? | How can I connect the bot to PostgreSQL?
Does the bot store messages? | Are messages stored by the bot?
How many soldiers will arrive on June 1? | How many soldiers are going to arrive on June 1?
Why do the protesters demand new elections? | Why are protesters demanding new elections?
What time does the meeting start on Monday? | What time does Monday's meeting start?
Who can pin messages? | Who is able to pin messages?
How do I cancel my subscription? | How can I cancel my subscription?
Where are the logs kept? | Where are the logs stored?
`;

const DIFFERENT = `
When did the strike start? | When did the strike end?
What happened in Peru in 2022? | What happened in Peru in 2023?
How many troops were sent to Peru? | How many troops were sent to Panama?
Who is the president of Peru? | Who was the president of Peru in 1990?
Who supports the resolution? | Who opposes the resolution?
What is the minimum age? | What is the maximum age?
How do I enable notifications? | How do I disable notifications?
Which users are allowed to post? | Which users are not allowed to post?
Did Peru beat Chile? | Did Chile beat Peru?
Where was the treaty signed? | When was the treaty signed?
Who approved the troops? | When were the troops approved?
How many soldiers arrive in June? | How many soldiers arrive in July?
What is the first step of the installation? | What is the last step of the installation?
How do I join the server? | How do I leave the server?
How do I add a role to a member? | How do I remove a role from a member?
What does version 2.0 change? | What does version 3.0 change?
Why did the president resign? | Why did the ambassador resign?
How do I mute a channel? | How do I unmute a channel?
When does the shop open? | When does the shop close?
How many men live there? | How many women live there?
Where was he born? | Where did he die?
What are the advantages of the plan? | What are the disadvantages of the plan?
Is the bot free? | Is the bot paid?
What is the capital of Peru? | What is the capital of Chile?
what is the capital of peru | what is the capital of chile
How much does the basic plan cost? | How much does the premium plan cost?
Who is the mayor of Lima? | Who is the governor of Lima?
How do I install it on Windows? | How do I install it on Linux?
how do i install it on windows | how do i install it on macos
What did the US say about Peru? | What did Peru say about the US?
How long is the bridge? | How wide is the bridge?
How high is the salary of a teacher? | How high is the salary of a nurse?
Which countries voted for the resolution? | Which countries voted against the resolution?
When was resolution 4766 passed? | When was resolution 4767 passed?
What happens before the match? | What happens after the match?
How many members joined this week? | How many members left this week?
Can I delete my account? | Can I recover my account?
How do I import pins? | How do I export pins?
What is the email of the support team? | What is the phone number of the support team?
What is the population of the north of the country? | What is the population of the south of the country?
Who won the election? | Who lost the election?
Where do the soldiers come from? | Where do the soldiers go?
How many US troops are in Peru? | How many Peruvian troops are in the US?
Is the event on Monday? | Is the event on Tuesday?
Can moderators pin messages? | Can members pin messages?
What is the price of the red shirt? | What is the price of the blue shirt?
Why was Castillo arrested? | Why was Boluarte arrested?
Which port does the server use? | Which port does the database use?
How do I back up the database? | How do I restore the database?
Who was the second president? | Who was the third president?
Does the bot read messages? | Doesn't the bot read messages in private channels?
How many questions can I ask per minute? | How many questions can I ask per day?
What is the weather in Lima today? | What is the weather in Lima tomorrow?
Who trains the police? | Who trains the army?
What is the training budget? | What is the marketing budget?
How many people were injured? | How many people were killed?
What did the minister say? | What did the ministry do?
How do I create a channel? | How do I create a role?
When was the decree published? | When was the decree repealed?
Who pays for the exercise? | Who leads the exercise?
`;

export function pairsOf(list: string, same: boolean): MeaningPair[] {
  return list
    .trim()
    .split('\n')
    .map((line, i) => {
      const [a, b] = line.split(' | ');
      if (a === undefined || b === undefined) throw new Error(`not a pair: ${line}`);
      return { a, b, same, heldOut: i % 2 === 1 };
    });
}

export const MEANING_PAIRS: readonly MeaningPair[] = [...pairsOf(SAME, true), ...pairsOf(DIFFERENT, false)];
