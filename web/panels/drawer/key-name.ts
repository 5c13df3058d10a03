import type { useCounty } from '../../stores/county.ts';

/** The name of a key of the board — a tier, platform, category, stage, town or site — as the profile has it. */
export function keyName(county: ReturnType<typeof useCounty>, key: string): string | undefined {
  const { profile } = county;
  if (!profile) return undefined;
  if (key === 'other') return '其他';
  const named = [...profile.tiers, ...profile.platforms, ...profile.categories, ...profile.projectStages];
  return named.find((one) => one.id === key)?.name ?? (county.fullName(key) || undefined);
}
