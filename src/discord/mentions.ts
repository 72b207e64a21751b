import { type Message, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { type Asked, replyTo } from './answer-reply.ts';
import type { BotContext } from './command.ts';
import { pinScope } from './moderation/pin-scope.ts';
import { notice } from './payload.ts';
import { questionInMention } from './question-in-message.ts';
import { slowDown } from './rate-limit.ts';

/** Answers a message that mentions the bot, as a reply to it, where everyone who saw the question sees it. */
export async function answerMention(message: Message, bot: BotContext): Promise<void> {
  if (!message.inGuild() || message.author.bot || message.webhookId !== null || message.system) return;
  const question = questionInMention(message.content, message.client.user.id);
  if (question === null) return;
  const missing = missingPermissions(message);
  if (missing.has(PermissionFlagsBits.SendMessages)) {
    bot.log.warn(
      {
        event: 'no-permission',
        guildId: message.guildId,
        channelId: message.channelId,
        missing: missing.toArray(),
      },
      'a mention cannot be answered: the bot may not write in that channel',
    );
    return;
  }
  const asReply = !missing.has(PermissionFlagsBits.ReadMessageHistory);
  await bot.responder.message(message, asReply, async () => {
    const refusal = await bot.limits.take(message.author.id, message.guildId);
    // One word in public is enough; answering every further message would make the flood twice as large.
    if (refusal !== null) return refusal.first ? notice(slowDown(refusal).message) : null;
    if (question === '') {
      return notice('Mention me together with a question, or use /ask; /help shows what else I can do.');
    }
    if (missing.has(PermissionFlagsBits.EmbedLinks)) {
      return notice(
        'I may not show quotes in this channel: the permission Embed Links is missing. Ask a moderator for it, or use /ask.',
      );
    }
    const { member } = message;
    const asked: Asked = {
      question,
      private: false,
      userId: message.author.id,
      guildId: message.guildId,
      by: 'mention',
      ...(member !== null && {
        pinScope: (pinChannelId: string) => {
          const { guild, channelId } = message;
          return pinScope({ guild, member, channelId, private: false }, pinChannelId);
        },
      }),
    };
    return (await replyTo(asked, bot)).payload;
  });
}

/** What the bot lacks to reply in the message's channel; writing in a thread is a permission of its own. */
function missingPermissions(message: Message<true>): PermissionsBitField {
  const { channel, client } = message;
  const has = channel.permissionsFor(client.user);
  if (has === null) return new PermissionsBitField();
  const mayWrite = channel.isThread()
    ? has.has(PermissionFlagsBits.SendMessagesInThreads)
    : has.has(PermissionFlagsBits.SendMessages);
  const others = [PermissionFlagsBits.EmbedLinks, PermissionFlagsBits.ReadMessageHistory].filter(
    (flag) => !has.has(flag),
  );
  return new PermissionsBitField([...(mayWrite ? [] : [PermissionFlagsBits.SendMessages]), ...others]);
}
