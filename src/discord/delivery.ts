import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { type DeliveryFault, deliveryFault, isConnectionFault } from './failure.ts';

/** Pause before a message is sent once more after the connection broke. */
const RETRY_AFTER_MS = 250;

/** One request to Discord, to its end. */
export interface Delivery {
  /**
   * Sends once more after a broken connection, where sending twice does no harm. A message that arrived the first
   * time after all shows as "already answered" the second time, and that is success.
   */
  sendTwice(send: () => Promise<unknown>): Promise<void>;
  /**
   * Sends; what Discord refuses is logged and never thrown.
   *
   * @param where for the log
   * @param createdAt when the person acted, so that the log says how late it was
   * @returns null when it arrived
   */
  deliver(where: object, createdAt: number, send: () => Promise<unknown>): Promise<DeliveryFault | null>;
}

export function createDelivery({ log, clock }: { readonly log: Logger; readonly clock: Clock }): Delivery {
  const pause = () =>
    new Promise<void>((resolve) => {
      clock.after(RETRY_AFTER_MS, resolve);
    });
  return {
    async sendTwice(send) {
      try {
        await send();
      } catch (error) {
        if (!isConnectionFault(error)) throw error;
        await pause();
        try {
          await send();
        } catch (again) {
          if (deliveryFault(again) !== 'already-answered') throw again;
        }
      }
    },
    async deliver(where, createdAt, send) {
      try {
        await send();
        return null;
      } catch (error) {
        const fault = deliveryFault(error);
        const line = { event: 'not-delivered', ...where, fault, ageMs: clock.now() - createdAt, err: error };
        if (fault === 'refused') log.error(line, 'not delivered');
        else log.warn(line, 'not delivered');
        return fault;
      }
    },
  };
}
