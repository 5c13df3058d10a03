/** Where a thing goes whose category or platform is in no list [J5]; by itself, as pages name it without a register. */
export const otherKey = 'other';
