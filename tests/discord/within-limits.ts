import { type APIEmbed, ComponentType } from 'discord.js';
import { expect } from 'vitest';
import type { Payload } from '../../src/discord/payload.ts';
import { lengthOf } from '../../src/discord/render-answer.ts';

/** Discord's limits, counted afresh here so that a wrong constant in the code shows. */
export function expectWithinLimits({ content = '', embeds = [], components = [] }: Payload): void {
  expect(content.length).toBeLessThanOrEqual(2_000);
  expect(embeds.length).toBeLessThanOrEqual(10);
  expect(embeds.reduce((sum, embed) => sum + lengthOf(embed), 0)).toBeLessThanOrEqual(6_000);
  for (const embed of embeds) {
    expect(embed.title?.length ?? 0).toBeLessThanOrEqual(256);
    expect(embed.description?.length ?? 0).toBeLessThanOrEqual(4_096);
    expect(embed.footer?.text.length ?? 0).toBeLessThanOrEqual(2_048);
    expect(embed.url?.length ?? 0).toBeLessThanOrEqual(2_048);
    if (embed.url !== undefined) expect(embed.url).toMatch(/^https?:\/\//);
  }
  expect(components.length).toBeLessThanOrEqual(5);
  const parts = components.flatMap((row) => ('components' in row ? row.components : []));
  const ids = parts.map((part) => ('custom_id' in part ? part.custom_id : ''));
  expect(new Set(ids).size).toBe(ids.length);
  for (const row of components)
    expect('components' in row ? row.components.length : 0).toBeLessThanOrEqual(5);
  for (const part of parts) {
    if (part.type === ComponentType.StringSelect) {
      expect(part.placeholder?.length ?? 0).toBeLessThanOrEqual(150);
      expect(part.options.length).toBeGreaterThan(0);
      expect(part.options.length).toBeLessThanOrEqual(25);
      for (const { label, value, description = '.' } of part.options) {
        for (const text of [label, value, description]) {
          expect(text.trim()).not.toBe('');
          expect(text.length).toBeLessThanOrEqual(100);
        }
      }
    } else {
      if (!('label' in part)) throw new Error('every other component is a button with a label');
      expect(part.label?.length).toBeLessThanOrEqual(80);
    }
  }
  for (const id of ids) expect(id?.length).toBeLessThanOrEqual(100);
}

/** The texts of a message that people see. */
export function textsOf({ content = '', embeds = [] }: Payload): string[] {
  const parts = (embed: APIEmbed) => [embed.title ?? '', embed.description ?? '', embed.footer?.text ?? ''];
  return [content, ...embeds.flatMap(parts)];
}

/** Nothing in it notifies anybody, unfolds into an invitation, or turns the reading direction. */
export function expectHarmless(text: string): void {
  expect(text).not.toMatch(/@(everyone|here)|<@[!&]?\d|discord(app)?\.(gg|com|gift)/i);
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}
