/** First responses: POST /interactions/{id}/{token}/callback. */
import {
  CallbackType,
  CommandType,
  callbackNames,
  InteractionType,
  Limit,
  MessageFlag,
  MessageType,
} from '../constants.ts';
import type { Core, Incoming, Reply, Route } from '../core.ts';
import { ApiError, badForm, type ErrorCode, type Problem } from '../errors.ts';
import { allowedCallbacks, type Interaction, isLate, metadataOf } from '../interaction.ts';
import { type JsonObject, lengthOf, numberOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { Message } from '../message.ts';
import { edit, inspect, mergeContent, post } from '../messages.ts';
import { modalProblems } from '../rules/components.ts';
import { flagProblems } from '../rules/message.ts';
import { messageJson, userJson } from '../wire.ts';

export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    template: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    handle: callback,
  },
];

function callback(core: Core, incoming: Incoming): Reply {
  const interaction = core.interactions.byToken(incoming.params['interaction_token'] ?? '');
  if (interaction === undefined || interaction.id !== incoming.params['interaction_id']) {
    throw new ApiError(10062, { rule: 'unknown-interaction', detail: 'no such interaction id and token' });
  }
  const type = numberOf(incoming.body['type']);
  if (interaction.callback !== null) {
    const first = callbackNames[interaction.callback.type];
    refuse(core, interaction, type, 40060, 'double-response', `was answered already, with a ${first}`);
  }
  const now = core.world.now();
  if (isLate(interaction, now)) {
    const after = now - interaction.dispatchedAt;
    refuse(
      core,
      interaction,
      type,
      10062,
      'late-response',
      `was answered after ${after} ms, the limit is 3000`,
    );
  }
  if (!allowedCallbacks(interaction).includes(type)) {
    const message = `a ${callbackNames[type] ?? type} does not answer ${interaction.label}`;
    throw badForm([{ path: 'type', rule: 'wrong-response-type', message }]);
  }
  const data = objectOf(incoming.body['data']);
  const ephemeral = (numberOf(data['flags']) & MessageFlag.Ephemeral) !== 0;
  const original = respond(core, incoming, interaction, type, data);
  interaction.original = original;
  interaction.callback = {
    type,
    data,
    ephemeral: original?.ephemeral ?? ephemeral,
    latencyMs: interaction.elapsed(incoming.record.arrived),
  };
  interaction.touched(incoming.record.arrived);
  if (incoming.record.query['with_response'] !== 'true') return { status: 204 };
  return { status: 200, body: callbackJson(core, interaction, type, original) };
}

/** Does what the response says; the message that @original then names, if any. */
function respond(
  core: Core,
  incoming: Incoming,
  interaction: Interaction,
  type: number,
  data: JsonObject,
): Message | null {
  const { world } = core;
  const flags = numberOf(data['flags']);
  switch (type) {
    case CallbackType.Reply: {
      requireFlags(flags);
      const content = mergeContent(incoming, data);
      inspect(core, incoming, data, content);
      return postReply(core, interaction, { ...content, flags });
    }
    case CallbackType.DeferReply: {
      requireFlags(flags);
      const content = { content: '', embeds: [], components: [], attachments: [] };
      return postReply(core, interaction, { ...content, flags: flags | MessageFlag.Loading });
    }
    case CallbackType.Update: {
      const message = requireSource(interaction);
      const content = mergeContent(incoming, data, message.snapshot());
      inspect(core, incoming, data, content);
      edit(world, message, content);
      return message;
    }
    case CallbackType.DeferUpdate:
      return requireSource(interaction);
    case CallbackType.Modal: {
      const problems = modalProblems(data);
      if (problems.length > 0)
        throw badForm(problems.map((each) => ({ ...each, path: `data.${each.path}` })));
      return null;
    }
    default: {
      const problems = objectsOf(data['choices']).flatMap(choiceProblems);
      if (problems.length > 0) throw badForm(problems);
      return null;
    }
  }
}

function postReply(core: Core, interaction: Interaction, content: Message['versions'][number]): Message {
  const { world } = core;
  const isMenu = numberOf(interaction.data['type'], CommandType.ChatInput) !== CommandType.ChatInput;
  const commandReply = isMenu ? MessageType.ContextMenu : MessageType.ChatInput;
  return post(world, {
    channel: interaction.channel,
    author: world.bot,
    content,
    type: interaction.type === InteractionType.Command ? commandReply : MessageType.Default,
    ephemeralFor: (content.flags & MessageFlag.Ephemeral) === 0 ? null : interaction.user,
    interaction: metadataOf(world, interaction, userJson(interaction.user)),
  });
}

/** The specification lets a value be longer; the documentation says 100, so a bot does well to keep to it. */
function choiceProblems(choice: JsonObject, index: number): Problem[] {
  const path = `data.choices.${index}`;
  const problems: Problem[] = [];
  if (textOf(choice['name']).trim() === '') {
    problems.push({ path: `${path}.name`, rule: 'choice-name', message: 'is empty' });
  }
  if (lengthOf(textOf(choice['value'])) > Limit.choiceValue) {
    const message = `is longer than ${Limit.choiceValue}`;
    problems.push({ path: `${path}.value`, rule: 'choice-value', message });
  }
  return problems;
}

function requireFlags(flags: number): void {
  const problems = flagProblems(flags, true);
  if (problems.length > 0) throw badForm(problems);
}

function requireSource(interaction: Interaction): Message {
  if (interaction.source === null || interaction.source.deleted) throw new ApiError(10008);
  return interaction.source;
}

function refuse(
  core: Core,
  interaction: Interaction,
  type: number,
  code: ErrorCode,
  rule: string,
  what: string,
): never {
  const afterMs = core.world.now() - interaction.dispatchedAt;
  interaction.refusals.push({ code, response: callbackNames[type] ?? `response ${type}`, afterMs });
  throw new ApiError(code, { rule, detail: `${interaction.label} by ${interaction.user.name} ${what}` });
}

function callbackJson(
  core: Core,
  interaction: Interaction,
  type: number,
  original: Message | null,
): JsonObject {
  const summary: JsonObject = {
    id: interaction.id,
    type: interaction.type,
    channel_id: interaction.channel.id,
  };
  if (original === null) return { interaction: summary };
  return {
    interaction: {
      ...summary,
      response_message_id: original.id,
      response_message_loading: original.loading,
      response_message_ephemeral: original.ephemeral,
    },
    resource: { type, message: messageJson(core.world, original) },
  };
}
