/** Pressing buttons, choosing in menus, sending modals. */
import { Component, InteractionType } from '../constants.ts';
import type { Core } from '../core.ts';
import type { Interaction } from '../interaction.ts';
import { type Json, type JsonObject, lengthOf, numberOf, objectOf, objectsOf, textOf } from '../json.ts';
import { flatten, type Message } from '../message.ts';
import type { User } from '../world.ts';
import { dispatch } from './dispatch.ts';

export interface ButtonPress {
  readonly user: User;
  readonly message: Message;
  readonly customId?: string | RegExp;
  readonly label?: string | RegExp;
  /** Send the custom id although this message has no such button, or this person does not see it. */
  readonly forged?: boolean;
}

export function button(core: Core, press: ButtonPress): Interaction {
  const { message } = press;
  const customId = press.forged === true ? forgedId(press.customId) : pressable(press);
  const data = { component_type: Component.Button, custom_id: customId, id: 1 };
  return component(core, press, `button "${press.label ?? customId}"`, message, data);
}

export interface SelectUse {
  readonly user: User;
  readonly message: Message;
  readonly customId?: string | RegExp;
  readonly placeholder?: string | RegExp;
  /** The values or the labels of the options. */
  readonly values: readonly string[];
  readonly forged?: boolean;
}

export function select(core: Core, use: SelectUse): Interaction {
  const { message } = use;
  if (use.forged === true) {
    const custom_id = forgedId(use.customId);
    const data = { component_type: Component.StringSelect, custom_id, values: [...use.values], id: 1 };
    return component(core, use, `menu ${custom_id}`, message, data);
  }
  mustSee(use);
  const fitting = message.selects.filter(
    (menu) => fits(use.customId, menu.customId) && fits(use.placeholder, menu.placeholder),
  );
  const menu = only(
    fitting,
    'menu',
    message.selects.map((each) => each.placeholder || each.customId),
  );
  if (menu.disabled) throw new Error(`the menu "${menu.placeholder}" is disabled`);
  const values = use.values.map((wanted) => {
    const option = menu.options.find(({ value, label }) => value === wanted || label === wanted);
    if (option !== undefined) return option.value;
    throw new Error(`no option "${wanted}", only: ${menu.options.map(({ label }) => label).join(', ')}`);
  });
  if (values.length < menu.minValues || values.length > menu.maxValues) {
    throw new Error(`the menu takes ${menu.minValues} to ${menu.maxValues} options, not ${values.length}`);
  }
  const data = { component_type: Component.StringSelect, custom_id: menu.customId, values, id: 1 };
  return component(core, use, `menu "${menu.placeholder}"`, message, data);
}

export interface ModalUse {
  readonly user: User;
  /** The interaction that was answered with the modal. */
  readonly interaction: Interaction;
  /** By custom id. What is left out keeps the value that the modal came with. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

export function modalSubmit(core: Core, use: ModalUse): Interaction {
  const { interaction, user } = use;
  const { modal } = interaction;
  if (modal === null) throw new Error(`${interaction.label} was not answered with a modal`);
  if (user.id !== interaction.user.id) throw new Error(`only ${interaction.user.name} sees this modal`);
  const components = objectsOf(modal['components']);
  const fields = flatten(components).filter((field) => typeof field['custom_id'] === 'string');
  const names = fields.map((field) => textOf(field['custom_id']));
  const stray = Object.keys(use.values).find((name) => !names.includes(name));
  if (stray !== undefined) throw new Error(`the modal has no field "${stray}", only: ${names.join(', ')}`);
  const data = {
    custom_id: textOf(modal['custom_id']),
    components: components.map((each) => submitted(each, use.values)),
  };
  return dispatch(core, {
    type: InteractionType.Modal,
    label: `modal "${textOf(modal['title'])}"`,
    user,
    channel: interaction.channel,
    source: interaction.type === InteractionType.Component ? interaction.source : null,
    data,
  });
}

/** A component of a modal as it comes back: the same layout, with values for what was filled in. */
function submitted(component: JsonObject, values: ModalUse['values']): JsonObject {
  const { type = 0, custom_id: customId } = component;
  if (type === Component.Row) {
    return {
      type,
      id: 1,
      components: objectsOf(component['components']).map((inner) => submitted(inner, values)),
    };
  }
  if (type === Component.Label) {
    return { type, id: 1, component: submitted(objectOf(component['component']), values) };
  }
  if (typeof customId !== 'string') return { type, id: 1 };
  const value = values[customId];
  if (type !== Component.TextInput) {
    const chosen: Json[] = Array.isArray(value) ? [...value] : [];
    return { type, id: 1, custom_id: customId, values: chosen };
  }
  const text = typeof value === 'string' ? value : textOf(component['value']);
  const length = lengthOf(text);
  const required = component['required'] !== false;
  const min = Math.max(numberOf(component['min_length'], 0), required ? 1 : 0);
  const max = numberOf(component['max_length'], 4_000);
  if ((length > 0 || required) && (length < min || length > max)) {
    throw new Error(`the field "${customId}" takes ${min} to ${max} characters, not ${length}`);
  }
  return { type, id: 1, custom_id: customId, value: text };
}

function component(
  core: Core,
  by: { user: User },
  label: string,
  source: Message,
  data: JsonObject,
): Interaction {
  const { channel } = source;
  return dispatch(core, { type: InteractionType.Component, label, user: by.user, channel, source, data });
}

function pressable(press: ButtonPress): string {
  mustSee(press);
  const { buttons } = press.message;
  const fitting = buttons.filter(
    ({ customId, label }) => fits(press.customId, customId ?? '') && fits(press.label, label),
  );
  const found = only(
    fitting,
    'button',
    buttons.map((each) => each.label),
  );
  if (found.disabled) throw new Error(`the button "${found.label}" is disabled`);
  if (found.customId === null) throw new Error(`the button "${found.label}" is a link`);
  return found.customId;
}

function mustSee({ user, message }: { user: User; message: Message }): void {
  if (message.deleted) throw new Error('the message is deleted');
  if (message.ephemeralFor === null || message.ephemeralFor.id === user.id) return;
  throw new Error(`only ${message.ephemeralFor.name} sees this message, not ${user.name}`);
}

function only<T>(found: readonly T[], what: string, there: readonly string[]): T {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const count = found.length === 0 ? `no ${what} fits` : `${found.length} ${what}s fit`;
  throw new Error(`${count}; the message has: ${there.join(', ') || 'none'}`);
}

function fits(wanted: string | RegExp | undefined, actual: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === actual : wanted.test(actual);
}

function forgedId(customId: string | RegExp | undefined): string {
  if (typeof customId === 'string') return customId;
  throw new Error('a forged interaction needs the custom id as a string');
}
