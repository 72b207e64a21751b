import { answerReply } from '../answer-reply.ts';
import { questionUnder } from '../ask-again.ts';
import type { Button } from '../command.ts';

/** Answers the question of a pinned answer from the sources, as if there were no pin, to whoever presses. */
export default {
  action: 'afresh',
  async execute(interaction, _, bot) {
    await bot.responder.reply(interaction, true, async () =>
      answerReply(
        {
          question: questionUnder(interaction),
          private: true,
          userId: interaction.user.id,
          guildId: interaction.guildId,
          by: 'button',
        },
        bot,
      ),
    );
  },
} satisfies Button;
