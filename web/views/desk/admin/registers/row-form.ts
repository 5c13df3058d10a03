/** A row of a register in a form. Pure. */
import type {
  RegisterPlan,
  RegisterRow,
  RegisterRowChange,
  RegisterTable,
} from '../../../../../shared/wire/registers.ts';

/** What is missing, by column; the server says what is wrong with the rest. */
export function missingFields({ columns }: RegisterTable, values: RegisterRow): Record<string, string> {
  return Object.fromEntries(
    columns
      .filter(({ key, required }) => required && (values[key] ?? '').trim() === '')
      .map(({ key, label }) => [key, `请填${label}`]),
  );
}

/**
 * What a plan says is wrong with fields of the form, by column; nothing where something else is wrong with it too,
 * which then has to be read as a report.
 */
export function fieldProblems({ columns }: RegisterTable, { rows }: RegisterPlan): Record<string, string> {
  const problems = rows.flatMap((row) => row.problems);
  const keys = new Set(columns.map(({ key }) => key));
  if (!problems.every(({ column }) => keys.has(column))) return {};
  return Object.fromEntries(problems.map(({ column, reason }) => [column, reason.zh]));
}

/** The row with what was typed; of a known row only what differs, so that others' changes stay. */
export function rowChange(table: RegisterTable, before: RegisterRow, typed: RegisterRow): RegisterRowChange {
  const trimmed = Object.entries(typed).map(([key, value]) => [key, value.trim()] as const);
  const moved = trimmed.filter(([key, value]) => value !== (before[key] ?? ''));
  const key = (before[table.key] ?? typed[table.key] ?? '').trim();
  return { table: table.table, key, values: Object.fromEntries(moved) };
}
