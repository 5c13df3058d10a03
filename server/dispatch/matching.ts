/**
 * Which team suits an order, and why [J6]. Pure. Every reason is a share of 0–1 and a sentence that tells its value; the
 * score is their weighted mean, so that a team which is better in one of them and no worse in the others never stands
 * lower for it.
 */
import { compareUtf8 } from '../../shared/domain/join.ts';
import type { SuggestionReason, TeamSuggestion } from '../../shared/wire/desk.ts';

/** What is known of a team when an order looks for one. */
export interface Candidate {
  id: string;
  name: string;
  /** Whether its field is what the order asks for; `unknown` where the register names none. */
  field: { match: 'yes' | 'no' | 'unknown'; name?: string | undefined };
  /** Orders of the category that it completed lately. */
  completedAlike: number;
  /** To the order’s town; `county` for a team that serves all of it. */
  distance: { km: number } | { near: 'same-town' | 'county' | 'unknown' };
  /** Open orders that it was offered or holds. */
  inHand: number;
  /** Offers lately that are over, and how many of them it accepted. */
  offers: number;
  accepted: number;
  /** Ratings lately and their mean, 1–5. */
  ratings: number;
  meanRating: number;
  /** Why it should not be asked first. */
  warning?: string | undefined;
}

/** How many days “lately” is. */
export const lateDays = 90;

const weights: Record<SuggestionReason, number> = {
  category: 0.35,
  distance: 0.25,
  load: 0.15,
  acceptance: 0.15,
  rating: 0.1,
};

interface Reason {
  zh: string;
  share: number;
}

const ofField = { yes: 0.7, unknown: 0.3, no: 0 };

/** A team that has done the like is suitable whatever its field says. */
function categoryReason({ field, completedAlike }: Candidate): Reason {
  const done = completedAlike / (completedAlike + 3);
  const named = field.name === undefined ? '未写明服务领域' : `服务领域 ${field.name}`;
  return {
    share: 1 - (1 - ofField[field.match]) * (1 - done),
    zh: completedAlike > 0 ? `${named}，${lateDays} 天办结同类 ${completedAlike} 单` : named,
  };
}

/** At this distance half of the share is left. */
const halfKm = 15;

function distanceReason({ distance }: Candidate): Reason {
  if ('km' in distance)
    return {
      share: halfKm / (halfKm + distance.km),
      zh: `距离 ${distance.km.toFixed(1)} 公里（直线）`,
    };
  switch (distance.near) {
    case 'same-town':
      return { share: 1, zh: '同一乡镇' };
    case 'county':
      return { share: 0.5, zh: '服务全县' };
    case 'unknown':
      return { share: 0.25, zh: '距离不详' };
  }
}

const loadReason = ({ inHand }: Candidate): Reason => ({
  share: 1 / (1 + inHand / 3),
  zh: inHand === 0 ? '手上没有在办' : `手上在办 ${inHand} 单`,
});

/** Nothing is known of a team without offers: it stands where six of ten accepted ones would put it. */
const acceptanceReason = ({ offers, accepted }: Candidate): Reason => ({
  share: (accepted + 1.2) / (offers + 2),
  zh: offers === 0 ? `${lateDays} 天内未派过单` : `${lateDays} 天派单 ${offers} 次，接单 ${accepted} 次`,
});

/** Two ratings of 4 stand for what is not known yet. */
const ratingReason = ({ ratings, meanRating }: Candidate): Reason => ({
  share: (meanRating * ratings + 8) / (ratings + 2) / 5,
  zh:
    ratings === 0
      ? `${lateDays} 天内暂无评分`
      : `${lateDays} 天评分 ${meanRating.toFixed(1)} 分（${ratings} 单）`,
});

const reasonsOf: Record<SuggestionReason, (candidate: Candidate) => Reason> = {
  category: categoryReason,
  distance: distanceReason,
  load: loadReason,
  acceptance: acceptanceReason,
  rating: ratingReason,
};
const kinds = Object.keys(weights) as SuggestionReason[];

export function suggestionOf(candidate: Candidate): TeamSuggestion {
  const reasons = kinds.map((kind) => ({ kind, ...reasonsOf[kind](candidate) }));
  const { id, name, warning } = candidate;
  return {
    id,
    name,
    score: reasons.reduce((sum, { kind, share }) => sum + weights[kind] * share, 0),
    reasons,
    ...(warning === undefined ? {} : { warning }),
  };
}

/** The most suitable first, those with a warning after all others; equal ones by their ids. */
export function ranked(candidates: readonly Candidate[], limit: number): TeamSuggestion[] {
  return candidates
    .map(suggestionOf)
    .sort(
      (a, b) =>
        Number(a.warning !== undefined) - Number(b.warning !== undefined) ||
        b.score - a.score ||
        compareUtf8(a.id, b.id),
    )
    .slice(0, limit);
}
