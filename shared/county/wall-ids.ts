/** The names by which a county's profile calls what stands on its wall. Without a schema: pages load them too. */

/** Every panel of the wall: the name of its folder in `web/panels`. */
export const panelIds = [
  'today',
  'trend',
  'platforms',
  'local',
  'assets',
  'alerts',
  'alerts-list',
  'map',
  'coverage',
  'orders',
  'ranking',
  'feed',
  'hours',
  'categories',
  'projects',
  'queue',
  'volunteers',
  'stars',
  'teams',
  'wishes',
  'circle',
] as const;
export type PanelId = (typeof panelIds)[number];

/** What the map's cells and numbers tell. */
export const mapLayers = ['activities', 'serviceMinutes', 'ordersOverdue', 'circle'] as const;
export type MapLayer = (typeof mapLayers)[number];

/** The scene whose seats are laid down by hand: the wall as it hangs. */
export const overviewId = 'overview';
