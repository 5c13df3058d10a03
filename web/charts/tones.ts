/** Colours of what is drawn on a canvas, where CSS variables do not reach. */
export const tones = {
  ground: '#0E1B33',
  text: '#F6F0E3',
  label: '#B9C4D8',
  axis: '#8C9CB8',
  grid: 'rgba(160,186,230,.10)',
  line: 'rgba(160,186,230,.14)',
  gold: '#E8B75A',
  goldLight: '#F6CF7C',
  azure: '#7CC0FF',
  track: 'rgba(160,186,230,.16)',
  alert: '#FF6A4D',
} as const;

/** Five platforms in a fixed order of colours; a county with more goes on with the last ones. All apart for every eye. */
const platformTones = [
  '#E5553B',
  '#D9A441',
  '#1FA38A',
  '#7CC0FF',
  '#A98BE8',
  '#EBDC91',
  '#8255AF',
  '#AFEBFA',
];

export const otherTone = '#66748F';

export const platformTone = (index: number): string =>
  platformTones[index % platformTones.length] ?? otherTone;

/** Four steps of the choropleth, about 1.5 : 1 each; the first is for nothing at all. */
export const levelTones = ['#0E1C2B', '#1E3959', '#2D537F', '#3B6FA9'] as const;
