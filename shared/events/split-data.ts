import { type JournalEventType, journalDefinitions } from './registry.ts';

export interface SplitData {
  /** Members of the schema that are nobody's personal data, as JSON. */
  journal: string;
  /** The personal and the unknown members, as JSON. */
  personal?: string;
}

/** Parts valid data into what the journal keeps for ever and what can be erased (contract §7). */
export function splitData(type: JournalEventType, data: Readonly<Record<string, unknown>>): SplitData {
  const { schema, personal = [] } = journalDefinitions[type];
  const stays = ([name]: [string, unknown]): boolean =>
    Object.hasOwn(schema.properties, name) && !personal.includes(name);
  const members = Object.entries(data);
  const apart = members.filter((member) => !stays(member));
  return {
    journal: JSON.stringify(Object.fromEntries(members.filter(stays))),
    ...(apart.length > 0 && { personal: JSON.stringify(Object.fromEntries(apart)) }),
  };
}
