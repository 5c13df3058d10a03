/**
 * The calls of a store's interface, made of an engine's functions over rows. What an engine gives is a table from the
 * names of the calls to those functions; that it is whole and fits is the compiler's to say.
 */

/**
 * A function for each call of `Part`. It takes first what it works on (a connection, say), then the arguments of the
 * call, and answers at once or later.
 */
export type Calls<Part, Given extends readonly unknown[]> = {
  readonly [Name in keyof Part]: Part[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...all: [...Given, ...Args]) => Result | Promise<Result>
    : never;
};

/** The part itself: each call is run by its function. What a function throws is the call's rejection. */
export function callsOn<Part, const Given extends readonly unknown[]>(
  calls: Calls<Part, Given>,
  ...given: Given
): Part {
  const functions: [string, (...all: unknown[]) => unknown][] = Object.entries(calls as object);
  const bound = functions.map(([name, call]) => [
    name,
    async (...args: unknown[]) => call(...given, ...args),
  ]);
  return Object.fromEntries(bound) as Part;
}
