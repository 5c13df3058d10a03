import type { SiteState } from '../../shared/domain/site-state.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { SiteFacts } from '../store/store.ts';

/** A site as a thing, from what the journal and the cells tell of it. */
export const stateOf = ({ site, lastEventAt, lastActivityDay }: SiteFacts): SiteState => ({
  kind: 'site',
  id: site,
  site,
  ...given('lastEventAt', lastEventAt),
  ...given('lastActivityDay', lastActivityDay),
});
