import { ButtonStyle, Component, MessageFlag, MessageType } from './constants.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import type { Channel, User } from './world.ts';

export interface Button {
  readonly label: string;
  readonly customId: string | null;
  readonly url: string | null;
  readonly disabled: boolean;
  readonly style: number;
}

export interface Select {
  readonly customId: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly options: { readonly label: string; readonly value: string }[];
  readonly minValues: number;
  readonly maxValues: number;
}

/** What a request may set or change of a message. */
export interface MessageContent {
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  attachments: JsonObject[];
  flags: number;
}

export interface MessageOrigin {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  readonly type: number;
  readonly createdAt: number;
  readonly ephemeralFor: User | null;
  readonly reference: Message | null;
  readonly mentions: User[];
  /** The interaction that made it, as in `interaction_metadata`. */
  readonly interaction: JsonObject | null;
}

/** A message as Discord holds it. It is live: a test that keeps one sees later edits, pins and the deletion. */
export class Message {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  readonly type: number;
  readonly createdAt: number;
  /** The only person who sees it, or null when the whole channel does. */
  readonly ephemeralFor: User | null;
  readonly reference: Message | null;
  readonly mentions: User[];
  readonly interaction: JsonObject | null;
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  attachments: JsonObject[];
  flags: number;
  editedAt: number | null = null;
  pinned = false;
  deleted = false;
  /** The contents before each edit, oldest first. */
  readonly versions: MessageContent[] = [];

  constructor(origin: MessageOrigin, content: MessageContent) {
    this.id = origin.id;
    this.channel = origin.channel;
    this.author = origin.author;
    this.type = origin.type;
    this.createdAt = origin.createdAt;
    this.ephemeralFor = origin.ephemeralFor;
    this.reference = origin.reference;
    this.mentions = origin.mentions;
    this.interaction = origin.interaction;
    this.content = content.content;
    this.embeds = content.embeds;
    this.components = content.components;
    this.attachments = content.attachments;
    this.flags = content.flags;
  }

  get ephemeral(): boolean {
    return this.ephemeralFor !== null;
  }

  /** A deferred reply that says "is thinking…". */
  get loading(): boolean {
    return (this.flags & MessageFlag.Loading) !== 0;
  }

  get system(): boolean {
    return this.type === MessageType.PinnedNotice;
  }

  /** Everything a person reads in it, top to bottom: content, embeds, text displays; not the buttons. */
  get text(): string {
    const parts = [this.content];
    for (const embed of this.embeds) {
      parts.push(textOf(objectOf(embed['author'])['name']), textOf(embed['title']));
      parts.push(textOf(embed['description']));
      for (const field of objectsOf(embed['fields']))
        parts.push(textOf(field['name']), textOf(field['value']));
      parts.push(textOf(objectOf(embed['footer'])['text']));
    }
    for (const component of flatten(this.components)) {
      if (component['type'] === Component.TextDisplay) parts.push(textOf(component['content']));
    }
    return parts.filter((part) => part !== '').join('\n');
  }

  get buttons(): Button[] {
    return flatten(this.components)
      .filter((component) => component['type'] === Component.Button)
      .map((component) => ({
        label: textOf(component['label']) || textOf(objectOf(component['emoji'])['name']),
        customId: typeof component['custom_id'] === 'string' ? component['custom_id'] : null,
        url: typeof component['url'] === 'string' ? component['url'] : null,
        disabled: component['disabled'] === true,
        style: numberOf(component['style'], ButtonStyle.Link),
      }));
  }

  /** The menus of fixed options. */
  get selects(): Select[] {
    return flatten(this.components)
      .filter((component) => component['type'] === Component.StringSelect)
      .map((component) => ({
        customId: textOf(component['custom_id']),
        placeholder: textOf(component['placeholder']),
        disabled: component['disabled'] === true,
        options: objectsOf(component['options']).map((option) => ({
          label: textOf(option['label']),
          value: textOf(option['value']),
        })),
        minValues: numberOf(component['min_values'], 1),
        maxValues: numberOf(component['max_values'], 1),
      }));
  }

  /** A copy of what an edit can change. */
  snapshot(): MessageContent {
    const { content, embeds, components, attachments, flags } = this;
    return { content, embeds, components, attachments, flags };
  }

  edit(next: MessageContent, at: number | null): void {
    this.versions.push(this.snapshot());
    this.content = next.content;
    this.embeds = next.embeds;
    this.components = next.components;
    this.attachments = next.attachments;
    this.flags = next.flags;
    if (at !== null) this.editedAt = at;
  }
}

/** Components and the components inside them, parents first. */
export function flatten(components: readonly JsonObject[]): JsonObject[] {
  return components.flatMap((component) => [
    component,
    ...flatten(objectsOf(component['components'])),
    ...flatten([component['accessory'], component['component']].map(objectOf).filter(hasType)),
  ]);
}

/** Whether it is a component at all. */
export function hasType(component: JsonObject): boolean {
  return typeof component['type'] === 'number';
}
