/** What follows the first response: edits, deletion and follow-ups by the interaction's token. */
import { CallbackType, MessageFlag } from '../constants.ts';
import { type Core, type Incoming, noContent, ok, type Route } from '../core.ts';
import { ApiError, badForm } from '../errors.ts';
import { type Interaction, isExpired, metadataOf } from '../interaction.ts';
import { numberOf } from '../json.ts';
import type { Message } from '../message.ts';
import { edit, inspect, mergeContent, post, remove } from '../messages.ts';
import { flagProblems } from '../rules/message.ts';
import { messageJson, userJson } from '../wire.ts';

const root = '/webhooks/{webhook_id}/{webhook_token}';

/** The same three acts on `@original` and on a message by its id. */
const perMessage = ['@original', '{message_id}'].flatMap((name): Route[] => [
  { method: 'GET', template: `${root}/messages/${name}`, open: true, handle: read },
  { method: 'PATCH', template: `${root}/messages/${name}`, open: true, handle: change },
  { method: 'DELETE', template: `${root}/messages/${name}`, open: true, handle: erase },
]);

export const webhookRoutes: Route[] = [
  { method: 'POST', template: root, open: true, handle: followUp },
  ...perMessage,
];

function read(core: Core, incoming: Incoming) {
  const { message } = target(core, incoming);
  return ok(messageJson(core.world, message));
}

function change(core: Core, incoming: Incoming) {
  const { interaction, message } = target(core, incoming);
  const { body } = incoming;
  warnOfLateEphemeral(core, incoming, message);
  const content = mergeContent(incoming, body, message.snapshot());
  inspect(core, incoming, body, content);
  edit(core.world, message, content);
  if (message === interaction.original) interaction.edits += 1;
  interaction.touched(incoming.record.arrived);
  return ok(messageJson(core.world, message));
}

function erase(core: Core, incoming: Incoming) {
  const { interaction, message } = target(core, incoming);
  remove(core.world, message);
  interaction.touched(incoming.record.arrived);
  return noContent;
}

function followUp(core: Core, incoming: Incoming) {
  const interaction = authorise(core, incoming);
  const { body } = incoming;
  const flags = numberOf(body['flags']);
  const problems = flagProblems(flags, true);
  if (problems.length > 0) throw badForm(problems);
  const waiting = interaction.callback?.type === CallbackType.DeferReply ? interaction.original : null;
  if (waiting?.loading && !waiting.deleted) {
    // Discord gives the first follow-up the place of the deferred reply, and that one's visibility.
    warnOfLateEphemeral(core, incoming, waiting);
    const content = mergeContent(incoming, body, waiting.snapshot());
    inspect(core, incoming, body, content);
    edit(core.world, waiting, content);
    interaction.edits += 1;
    interaction.touched(incoming.record.arrived);
    return ok(messageJson(core.world, waiting));
  }
  const content = mergeContent(incoming, body);
  inspect(core, incoming, body, content);
  const message = post(core.world, {
    channel: interaction.channel,
    author: core.world.bot,
    content: { ...content, flags },
    ephemeralFor: (flags & MessageFlag.Ephemeral) === 0 ? null : interaction.user,
    interaction: {
      ...metadataOf(core.world, interaction, userJson(interaction.user)),
      original_response_message_id: interaction.original?.id ?? interaction.id,
    },
  });
  interaction.followUps.push(message);
  interaction.touched(incoming.record.arrived);
  return ok(messageJson(core.world, message));
}

/** @throws ApiError when the token is unknown, expired, or has not been used for a first response. */
function authorise(core: Core, incoming: Incoming): Interaction {
  const interaction = core.interactions.byToken(incoming.params['webhook_token'] ?? '');
  if (interaction === undefined || incoming.params['webhook_id'] !== core.world.bot.id) {
    throw new ApiError(10015, { rule: 'unknown-webhook', detail: 'no such application id and token' });
  }
  const now = core.world.now();
  if (isExpired(interaction, now)) {
    const minutes = Math.round((now - interaction.dispatchedAt) / 60_000);
    const detail = `the token of ${interaction.label} was used after ${minutes} minutes, it lives 15`;
    throw new ApiError(50027, { rule: 'expired-token', detail });
  }
  if (interaction.callback === null) {
    const detail = `${interaction.label} has had no first response yet`;
    throw new ApiError(10015, { rule: 'webhook-before-response', detail });
  }
  return interaction;
}

function target(core: Core, incoming: Incoming): { interaction: Interaction; message: Message } {
  const interaction = authorise(core, incoming);
  const id = incoming.params['message_id'];
  const owned = [...(interaction.original === null ? [] : [interaction.original]), ...interaction.followUps];
  const message = id === undefined ? interaction.original : owned.find((candidate) => candidate.id === id);
  if (message === null || message === undefined || message.deleted) throw new ApiError(10008);
  return { interaction, message };
}

function warnOfLateEphemeral(core: Core, incoming: Incoming, message: Message): void {
  const wanted = (numberOf(incoming.body['flags']) & MessageFlag.Ephemeral) !== 0;
  if (!wanted || message.ephemeral) return;
  const what = 'a message cannot turn ephemeral; the first response decided that';
  core.ledger.violate('ephemeral-too-late', what, incoming.record);
}
