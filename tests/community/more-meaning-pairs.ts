import { type MeaningPair, pairsOf } from './meaning-pairs.ts';

/*
 * Two more sets, written later. The first showed that one word in the place of another makes another question: the
 * rule for swapped words is from it. The second was written after that rule and nothing was changed for it, so what
 * reuse gets wrong there is what it gets wrong. The pairs that differ are near in their words on purpose.
 */
const SECOND_SAME = `
How do I get the moderator role? | What do I have to do to become a moderator?
When is the library open on weekdays? | What are the weekday opening hours of the library?
How can I appeal a ban? | How do I appeal against a ban?
What is the fee for late returns? | How much is the fee for returning late?
Where can I park my bike? | Where do I park a bike?
Who won the 2019 chess tournament? | Which player won the chess tournament in 2019?
Can I bring my dog to the campsite? | Are dogs allowed at the campsite?
How long does shipping take? | How long will shipping take?
Is there a student discount? | Do students get a discount?
What should I do if I lose my key? | What do I do when I have lost my key?
How old must I be to join the club? | What is the minimum age to join the club?
When does the pool close on Sundays? | What time does the pool close on Sunday?
How do I export my data? | How can I export my data?
Which browsers are supported? | What browsers does it support?
How many seats does the hall have? | What is the number of seats in the hall?
Why was the concert cancelled? | What is the reason that the concert was cancelled?
Where is the first aid kit? | Where do I find the first aid kit?
Who is responsible for cleaning the kitchen? | Who has to clean the kitchen?
What is the wifi password? | What's the password for the wifi?
How do I update the firmware? | How can I update the firmware of the device?
What happened to the old bridge? | what happened to the old bridge?
How many votes are needed to change the rules? | How many votes does it take to change the rules?
Is alcohol permitted on the grounds? | May I drink alcohol on the grounds?
When was the town hall built? | In which year was the town hall built?
How is the winner chosen? | How do they choose the winner?
Do I need a visa to attend? | Is a visa needed to attend?
Where will the 2027 meeting be held? | Where is the 2027 meeting?
How do I turn on two-factor authentication? | How can I turn on two-factor authentication?
What does error 403 mean? | What is the meaning of error 403?
How much memory does the server need? | What amount of memory does the server need?
Who designed the logo? | By whom was the logo designed?
When do applications close? | What is the closing date for applications?
Can guests use the sauna? | Is the sauna open to guests?
What are the symptoms of the disease? | Which symptoms does the disease have?
How often does the committee meet? | How often are committee meetings held?
What is the speed limit in the harbour? | How fast may boats go in the harbour?
How do I set up a webhook? | How can I create a webhook?
Who pays for damage to the boat? | Who has to pay if the boat is damaged?
Where can I see the results? | Where are the results shown?
What is the dress code? | Is there a dress code?
How many children can take part? | How many kids can take part?
When did the fire break out? | When did the fire start?
Which bus goes to the stadium? | What bus do I take to the stadium?
Are there vegetarian dishes? | Do you serve vegetarian food?
How do I reset the router? | how do i reset the router
What licence is the code under? | Under which licence is the code released?
How heavy is the statue? | What does the statue weigh?
Who is the treasurer? | Who's the treasurer of the club?
What did the council decide about the park? | What was the council's decision about the park?
How much notice must I give to cancel? | How long before must I cancel?
`;

const SECOND_DIFFERENT = `
How do I get the moderator role? | How do I lose the moderator role?
When is the library open on weekdays? | When is the library open on weekends?
How can I appeal a ban? | How can I report a ban?
What is the fee for late returns? | What is the fee for lost books?
Where can I park my bike? | Where can I park my car?
Who won the 2019 chess tournament? | Who organised the 2019 chess tournament?
Can I bring my dog to the campsite? | Can I bring my car to the campsite?
How long does shipping take? | How much does shipping cost?
Is there a student discount? | Is there a senior discount?
What should I do if I lose my key? | What should I do if I find a key?
How old must I be to join the club? | How old must I be to vote in the club?
When does the pool close on Sundays? | When does the pool close on Saturdays?
How do I export my data? | How do I delete my data?
Which browsers are supported? | Which phones are supported?
How many seats does the hall have? | How many rows does the hall have?
Why was the concert cancelled? | Why was the concert moved?
Where is the first aid kit? | Where is the fire extinguisher?
Who is responsible for cleaning the kitchen? | Who is responsible for cleaning the bathroom?
What is the wifi password? | What is the wifi name?
How do I update the firmware? | How do I update the app?
What happened to the old bridge? | What happened to the old mill?
How many votes are needed to change the rules? | How many votes are needed to elect the chair?
Is alcohol permitted on the grounds? | Is smoking permitted on the grounds?
When was the town hall built? | When was the town hall renovated?
How is the winner chosen? | How is the winner paid?
Do I need a visa to attend? | Do I need a ticket to attend?
Where will the 2027 meeting be held? | Where will the 2028 meeting be held?
How do I turn on two-factor authentication? | How do I turn off two-factor authentication?
What does error 403 mean? | What does error 404 mean?
How much memory does the server need? | How much memory does the client need?
Who designed the logo? | Who designed the website?
When do applications close? | When do applications open?
Can guests use the sauna? | Can members use the sauna?
What are the symptoms of the disease? | What are the causes of the disease?
How often does the committee meet? | How often does the board meet?
What is the speed limit in the harbour? | What is the speed limit in the canal?
How do I set up a webhook? | How do I test a webhook?
Who pays for damage to the boat? | Who pays for fuel for the boat?
Where can I see the results? | Where can I see the schedule?
What is the dress code? | What is the area code?
How many children can take part? | How many adults can take part?
When did the fire break out? | When was the fire put out?
Which bus goes to the stadium? | Which bus goes to the airport?
Are there vegetarian dishes? | Are there vegan dishes?
How do I reset the router? | How do I restart the router?
What licence is the code under? | What licence are the images under?
How heavy is the statue? | How tall is the statue?
Who is the treasurer? | Who is the secretary?
What did the council decide about the park? | What did the council decide about the school?
How much notice must I give to cancel? | How much do I pay to cancel?
Who may edit the page? | Who edited the page?
Does the ferry run in winter? | Does the ferry run at night?
How many eggs does the recipe need? | How many eggs does a hen lay?
When was the author born? | Where was the author born?
What is the tax on gifts to children? | What is the tax on gifts to parents?
How do I invite a friend to my server? | How do I ban a friend from my server?
What was the temperature in July 2023? | What was the temperature in July 2022?
Can I pay in cash? | Can I pay by card?
How many goals did Ada Brun score? | How many goals did Ada Bruin concede?
Who is allowed to vote? | Who is allowed to stand for election?
What is the height of the east tower? | What is the height of the west tower?
Is the museum free on Mondays? | Is the museum open on Mondays?
How do I change my email address? | How do I change my postal address?
When is rent due? | When is rent increased?
What did Iris say to Tomas? | What did Tomas say to Iris?
Which countries border Peru? | Which countries import from Peru?
Can I keep a cat in my flat? | Can I keep a horse in my flat?
How long is the short course? | How long is the long course?
What is the deadline for the first draft? | What is the deadline for the final draft?
Did the mayor accept the offer? | Did the mayor make the offer?
`;

const UNSEEN_SAME = `
How do I renew my parking permit? | How can I renew a parking permit?
When was the company founded? | In what year was the company founded?
Who is the author of the handbook? | Who wrote the handbook?
What are the office hours? | When is the office open?
How many players are on a team? | How many players does a team have?
Where is the lost property office? | Where do I find the lost property office?
Can I change my username? | Is it possible to change my username?
How do I mute notifications? | How can I mute the notifications?
What does the abbreviation RSVP mean? | What does RSVP stand for?
Why was the road closed? | For what reason was the road closed?
Who maintains the project? | Who is the maintainer of the project?
Is the lift working? | Does the lift work?
How big may an attachment be? | What is the largest size an attachment can have?
When does the term start? | When does term begin?
Where did the expedition end? | Where did the expedition finish?
What did the report recommend? | Which recommendations did the report make?
How do I become a volunteer? | What must I do to volunteer?
How many languages does she speak? | how many languages does she speak
What is the phone number of the clinic? | What's the clinic's phone number?
Are the toilets accessible by wheelchair? | Are the toilets wheelchair accessible?
How long did the siege last? | How long was the siege?
Which team finished second? | What team came second?
How do I delete a message? | How can I remove a message?
What is the penalty for being late? | What penalty is there for being late?
When will the repairs be finished? | When are the repairs going to be done?
How much water should I drink on the hike? | How much water do I need on the hike?
Who chairs the meeting? | Who is the chair of the meeting?
What is the altitude of the hut? | How high is the hut?
Do I have to register? | Must I register?
What kind of wood is the floor made of? | Which wood is the floor made from?
`;

const UNSEEN_DIFFERENT = `
How do I renew my parking permit? | How do I cancel my parking permit?
When was the company founded? | When was the company sold?
Who is the author of the handbook? | Who is the publisher of the handbook?
What are the office hours? | What is the office address?
How many players are on a team? | How many teams are in the league?
Where is the lost property office? | Where is the ticket office?
Can I change my username? | Can I change my password?
How do I mute notifications? | How do I customise notifications?
What does the abbreviation RSVP mean? | What does the abbreviation ETA mean?
Why was the road closed? | Why was the road widened?
Who maintains the project? | Who funds the project?
Is the lift working? | Is the heating working?
How big may an attachment be? | How many attachments may a message have?
When does the term start? | When does the exam start?
Where did the expedition end? | Where did the expedition start?
What did the report recommend? | What did the report criticise?
How do I become a volunteer? | How do I thank a volunteer?
How many languages does she speak? | How many languages does he speak?
What is the phone number of the clinic? | What is the fax number of the clinic?
Are the toilets accessible by wheelchair? | Are the rooms accessible by wheelchair?
How long did the siege last? | How long did the truce last?
Which team finished second? | Which team finished last?
How do I delete a message? | How do I forward a message?
What is the penalty for being late? | What is the penalty for cheating?
When will the repairs be finished? | When will the repairs be paid for?
How much water should I drink on the hike? | How much water should I boil for the rice?
Who chairs the meeting? | Who attends the meeting?
What is the altitude of the hut? | What is the name of the hut?
Do I have to register? | Do I have to register my children?
What kind of wood is the floor made of? | What kind of wood is the roof made of?
Is the pass valid on trains? | Is the pass valid on buses?
How many rooms are there on the first floor? | How many rooms are there on the second floor?
Which day is bin day for paper? | Which day is bin day for glass?
Who taught Marta to sail? | Who did Marta teach to sail?
What was the score at half-time? | What was the final score?
Can visitors stay overnight? | Can visitors park overnight?
How far is it from the station to the hotel? | How far is it from the airport to the hotel?
When did the author move to Lisbon? | When did the author leave Lisbon?
What is the smallest planet? | What is the largest planet?
How do I make the font bigger? | How do I make the font smaller?
What is served for breakfast? | What is served for dinner?
How often must the filter be cleaned? | How often must the filter be replaced?
Who has the right to object? | Who has the duty to report?
Are refunds possible after 14 days? | Are refunds possible before 14 days?
Which vaccine is needed for dogs? | Which vaccine is needed for cats?
How much do adults pay? | How much do families pay?
What is the name of the ship's captain? | What is the name of the ship's cook?
Where does the river rise? | Where does the river reach the sea?
When was the law proposed? | When was the law passed?
How do I split a bill? | How do I pay a bill?
`;

/** For the rule of swapped words. */
export const SECOND_PAIRS: readonly MeaningPair[] = [
  ...pairsOf(SECOND_SAME, true),
  ...pairsOf(SECOND_DIFFERENT, false),
];

/** For measuring only. */
export const UNSEEN_PAIRS: readonly MeaningPair[] = [
  ...pairsOf(UNSEEN_SAME, true),
  ...pairsOf(UNSEEN_DIFFERENT, false),
];
