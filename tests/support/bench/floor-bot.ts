import { ApplicationCommandOptionType, Client, Events, GatewayIntentBits } from 'discord.js';
import { answerRequests } from '../../../src/bench/child.ts';

/** The least that a bot on discord.js can do: it replies to every command at once with the same words. */
export type FloorBot = {
  start: {
    readonly input: { readonly token: string; readonly apiUrl: string };
    readonly output: null;
  };
};

answerRequests<FloorBot>({
  async start({ token, apiUrl }) {
    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      allowedMentions: { parse: [] },
      rest: { api: apiUrl, version: '10' },
    });
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('An answer that was there all along.');
    });
    await client.login(token);
    const application = await client.application?.fetch();
    await application?.commands.create({
      name: 'ask',
      description: 'Replies at once',
      options: [
        {
          name: 'question',
          description: 'Anything',
          type: ApplicationCommandOptionType.String,
          required: true,
        },
      ],
    });
    return null;
  },
});
