import { type ComputedRef, computed } from 'vue';
import { px } from '../../charts/px.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import { outlineOf, type Places } from './map-scene.ts';
import { amountOf, type MapMeasure } from './measures.ts';
import { nearLabels } from './near-labels.ts';
import { type SiteLabels, siteLabels } from './site-labels.ts';

/** Sizes of letters in design pixels: a wall is read from afar, a phone from the hand. */
const wallSizes = [24, 21, 18, 16] as const;
const phoneSizes = [13, 12, 11] as const;
const phoneWidth = 640;

/** The open sites of the town that fills the view, as marks with names. */
export function useSiteLabels(
  places: () => Places | undefined,
  measure: () => MapMeasure,
): ComputedRef<SiteLabels | undefined> {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  /** The amounts as a text: names are laid out anew only where a number changes. */
  const amounts = computed(() =>
    [...county.sites.values()]
      .filter((site) => site.town === page.town && site.status === 'open')
      .map(({ code }) => `${code} ${amountOf(board.calm, code, measure()) ?? ''}`)
      .join('\n'),
  );
  return computed(() => {
    const { map } = county;
    const at = places();
    if (!map || !at || page.town === undefined || amounts.value === '') return undefined;
    const sites = amounts.value.split('\n').flatMap((line) => {
      const [code = '', amount = ''] = line.split(' ');
      const site = county.sites.get(code);
      return site ? [{ ...site, amount: amount === '' ? undefined : Number(amount) }] : [];
    });
    const room = {
      ring: outlineOf(map, at.plane, page.town)[0] ?? [],
      unit: px(1),
      sizes: window.innerWidth <= phoneWidth ? phoneSizes : wallSizes,
      kind: measure().kind,
      tierName: (tier: string) => county.tiers.get(tier)?.name ?? '',
    };
    return map.kind === 'schematic' ? siteLabels(sites, room) : nearLabels(sites, at.sites, room);
  });
}
