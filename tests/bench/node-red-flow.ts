/**
 * The flow that an integrator would wire for a county: stations post, a function counts, a gauge shows the total and a
 * text of each site its own count. The counts are kept in the persistent context of Node-RED, as its guide has it.
 */

export const gauge = 'total';
export const textOf = (site: string): string => `text-${site}`;
export const eventsPath = '/api/v1/events';

const count = (sites: readonly string[]): string => `
const sites = ${JSON.stringify(sites)};
const counts = flow.get('counts') || { total: 0, sites: {} };
const site = msg.payload.source.slice('/sites/'.length);
counts.total += 1;
counts.sites[site] = (counts.sites[site] || 0) + 1;
flow.set('counts', counts);
const out = new Array(sites.length + 2).fill(null);
msg.payload = { accepted: 1, total: counts.total };
out[0] = msg;
out[1] = { payload: counts.total };
out[2 + sites.indexOf(site)] = { payload: counts.sites[site] };
return out;`;

/** After a start every widget shows again what was kept. */
const restore = (sites: readonly string[]): string => `
const sites = ${JSON.stringify(sites)};
const counts = flow.get('counts') || { total: 0, sites: {} };
return [{ payload: counts.total }, ...sites.map((site) => ({ payload: counts.sites[site] || 0 }))];`;

const tab = 'county';
/** What has no place on the canvas is no node of a flow. */
const placed = { z: tab, x: 100, y: 100 };
const group = 'group';

const dashboard = (): object[] => [
  {
    ...{ id: 'base', type: 'ui-base', name: 'County', path: '/dashboard', includeClientData: true },
    ...{ acceptsClientConfig: ['ui-notification', 'ui-control'], showPathInSidebar: false },
  },
  { id: 'theme', type: 'ui-theme', name: 'Theme', colors: {}, sizes: {} },
  {
    ...{
      id: 'page',
      type: 'ui-page',
      name: 'Wall',
      ui: 'base',
      path: '/wall',
      layout: 'grid',
      theme: 'theme',
    },
    ...{ order: 1, className: '', visible: true, disabled: false },
  },
  {
    id: group,
    type: 'ui-group',
    name: 'Sites',
    page: 'page',
    width: 12,
    height: 1,
    order: 1,
    showTitle: true,
  },
];

const text = (site: string, order: number): object => ({
  ...{ id: textOf(site), type: 'ui-text', ...placed, group, order, width: 1, height: 1 },
  ...{ name: site, label: site, format: '{{msg.payload}}', layout: 'row-spread', style: false, wires: [] },
});

/** `function` with as many outputs as there are widgets, each wired to its own. */
const code = (id: string, func: string, wires: string[][]): object => ({
  ...{ id, type: 'function', ...placed, name: id, func, outputs: wires.length, timeout: 0, noerr: 0 },
  ...{ initialize: '', finalize: '', libs: [], wires },
});

export function flowOf(sites: readonly string[]): object[] {
  const widgets = [[gauge], ...sites.map((site) => [textOf(site)])];
  return [
    { id: tab, type: 'tab', label: 'County', disabled: false, info: '' },
    ...dashboard(),
    {
      ...{ id: 'post', type: 'http in', ...placed, name: '', url: eventsPath, method: 'post' },
      ...{ upload: false, swaggerDoc: '', wires: [['count']] },
    },
    code('count', count(sites), [['answer'], ...widgets]),
    { id: 'answer', type: 'http response', ...placed, name: '', statusCode: '', headers: {}, wires: [] },
    {
      ...{
        id: 'begin',
        type: 'inject',
        ...placed,
        name: '',
        props: [{ p: 'payload' }],
        repeat: '',
        crontab: '',
      },
      ...{ once: true, onceDelay: 0.1, topic: '', payload: '', payloadType: 'date', wires: [['restore']] },
    },
    code('restore', restore(sites), widgets),
    {
      ...{ id: gauge, type: 'ui-gauge', ...placed, group, order: 0, name: 'Total', width: 3, height: 3 },
      ...{ gtype: 'gauge-half', gstyle: 'needle', title: '活动', units: '场', min: 0, max: 1000, wires: [] },
      segments: [{ from: '0', color: '#5cd65c' }],
    },
    ...sites.map((site, n) => text(site, n + 1)),
  ];
}
