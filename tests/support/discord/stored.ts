/** What Discord adds to what was sent: ids of components, and the defaults that a sender may leave out. */
import { Component } from './constants.ts';
import { isObject, type JsonObject, objectsOf } from './json.ts';
import { flatten, hasType } from './message.ts';

const separator = 14;
const thumbnail = 11;

/** Keys of a stored component that are there whether they were sent or not, by its type. */
function defaultsOf(type: unknown): JsonObject {
  if (typeof type !== 'number') return {};
  const isMenu =
    type === Component.StringSelect || (type >= Component.UserSelect && type <= Component.ChannelSelect);
  if (isMenu) return { min_values: 1, max_values: 1 };
  if (type === Component.Container) return { accent_color: null, spoiler: false };
  if (type === separator) return { spacing: 1, divider: true };
  if (type === thumbnail) return { description: null, spoiler: false };
  return {};
}

/** Components with an `id` each, counted up from 1 where the sender gave none, and with their defaults. */
export function storedComponents(components: readonly JsonObject[]): JsonObject[] {
  const taken = new Set(flatten(components).map((component) => component['id']));
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const store = (component: JsonObject): JsonObject => {
    const given = component['id'];
    const id = typeof given === 'number' && given > 0 ? given : nextId();
    const stored: JsonObject = { ...defaultsOf(component['type']), ...withoutNulls(component), id };
    for (const key of ['components', 'accessory']) {
      const inner = component[key];
      if (Array.isArray(inner)) stored[key] = objectsOf(inner).map(store);
      else if (isObject(inner) && hasType(inner)) stored[key] = store(inner);
    }
    return stored;
  };
  return components.map(store);
}

/** Embeds with their type and, on each field, whether it is inline. */
export function storedEmbeds(embeds: readonly JsonObject[]): JsonObject[] {
  return embeds.map((embed) => {
    const fields = objectsOf(embed['fields']).map((field) => ({
      ...field,
      inline: field['inline'] === true,
    }));
    const stored: JsonObject = { ...withoutNulls(embed), type: 'rich' };
    return fields.length === 0 ? stored : { ...stored, fields };
  });
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}
