import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import { errorCode, UserError } from '../errors.ts';

/** What went wrong, as a person is told it and as the log groups it. */
export interface Failure {
  readonly sentence: string;
  readonly identifier: string;
  /** Set when nobody expected it: the same id is in the reply and in the log. */
  readonly incident: string | null;
}

/** An expected failure is its own sentence; anything else is an incident with an id to look it up by. */
export function describeFailure(error: unknown, newIncident: () => string): Failure {
  if (error instanceof UserError) {
    return { sentence: error.inPublic, identifier: error.identifier, incident: null };
  }
  const incident = newIncident();
  return {
    sentence: `Something went wrong here (incident ${incident}). Try again; if it happens again, tell a moderator that id, which is also in the bot's log.`,
    identifier: 'unexpected',
    incident,
  };
}

/** Crockford's base32: no letter looks like a digit or another letter. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const INCIDENT_LENGTH = 6;

/** An id to read out to a moderator, from random numbers in [0, 1). */
export function incidentId(random: () => number): string {
  return Array.from({ length: INCIDENT_LENGTH }, () => ALPHABET[Math.floor(random() * 32)] ?? '0').join('');
}

/** Why a message could not be delivered, as far as it decides what to do next. */
export type DeliveryFault = 'too-late' | 'already-answered' | 'forbidden' | 'gone' | 'connection' | 'refused';

export function deliveryFault(error: unknown): DeliveryFault {
  if (error instanceof DiscordAPIError) {
    switch (error.code) {
      case RESTJSONErrorCodes.UnknownInteraction:
      case RESTJSONErrorCodes.InvalidWebhookToken:
      case RESTJSONErrorCodes.UnknownWebhook:
        return 'too-late';
      case RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged:
        return 'already-answered';
      case RESTJSONErrorCodes.MissingAccess:
      case RESTJSONErrorCodes.MissingPermissions:
      case CANNOT_REPLY_WITHOUT_HISTORY:
        return 'forbidden';
      case RESTJSONErrorCodes.UnknownMessage:
      case RESTJSONErrorCodes.UnknownChannel:
        return 'gone';
      default:
        return 'refused';
    }
  }
  return isConnectionFault(error) ? 'connection' : 'refused';
}

const CANNOT_REPLY_WITHOUT_HISTORY = 160_002;

/** Discord could not be reached, dropped the connection or answered with a server error. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof HTTPError) return error.status >= 500;
  if (error instanceof Error && error.name === 'AbortError') return true;
  const code = errorCode(error) ?? (error instanceof Error ? errorCode(error.cause) : undefined) ?? '';
  return /^(UND_ERR_|ECONN|ENOTFOUND$|EAI_|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$)/.test(code);
}
