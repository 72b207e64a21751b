/** Somebody who takes a part of the work and may drop out. */
export interface Helper<Item, Result> {
  /** Settles when it can start. */
  readonly opened: Promise<void>;
  readonly run: (item: Item) => Promise<Result>;
  /** Told why it dropped out; it is given nothing more. */
  readonly onLost: (why: unknown) => void;
}

/**
 * Does each item once and gives the results in order. Each helper takes the next item as soon as it has done its
 * last one. The work is done here while no helper has started, and so is what is left when helpers drop out.
 *
 * @param here its error ends the whole; helpers then take nothing more.
 * @param onDone called after each item; must not throw.
 */
export async function shareOut<Item, Result>(
  items: readonly Item[],
  here: (item: Item) => Promise<Result>,
  helpers: readonly Helper<Item, Result>[],
  onDone: () => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()].reverse();
  const work = async (run: (item: Item) => Promise<Result>, goOn = () => true) => {
    while (goOn()) {
      const next = waiting.pop();
      if (next === undefined) return;
      try {
        results[next[0]] = await run(next[1]);
      } catch (error) {
        waiting.push(next);
        throw error;
      }
      onDone();
    }
  };
  let failed = false;
  const helping: Promise<void>[] = [];
  let open = 0;
  const help = async ({ run, onLost }: Helper<Item, Result>) => {
    open++;
    await work(run, () => !failed).catch(onLost);
    open--;
  };
  for (const helper of helpers) helper.opened.then(() => helping.push(help(helper)), helper.onLost);
  try {
    // Those that are open already come first.
    await Promise.resolve();
    while (waiting.length > 0 || helping.length > 0) {
      await work(here, () => open === 0);
      for (let one = helping.shift(); one !== undefined; one = helping.shift()) await one;
    }
  } catch (error) {
    failed = true;
    throw error;
  }
  return results;
}
