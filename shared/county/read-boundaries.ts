import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Boundaries, Town } from './county.ts';
import type { Problems } from './problem.ts';
import { parseJson } from './read-profile.ts';

const Ring = Type.Array(Type.Array(Type.Number(), { minItems: 2 }), { minItems: 4 });
const Polygon = Type.Array(Ring, { minItems: 1 });

const Feature = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({ code: Type.String() }),
  geometry: Type.Union([
    Type.Object({ type: Type.Literal('Polygon'), coordinates: Polygon }),
    Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Polygon, { minItems: 1 }) }),
  ]),
});
const Collection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Type.Unknown(), { minItems: 1 }),
});

/** `boundaries.geojson`: one area for each town, in the datum of the file. */
export function readBoundaries(
  file: string,
  bytes: Uint8Array,
  towns: readonly Town[],
  problems: Problems,
): Boundaries | undefined {
  const json = parseJson(file, bytes, problems);
  if (!json) return undefined;
  if (!Value.Check(Collection, json.value)) {
    problems.add(
      file,
      1,
      'features',
      '应为含有要素的 FeatureCollection',
      'must be a FeatureCollection with features',
    );
    return undefined;
  }
  const features = json.value.features.flatMap((feature, i) => {
    if (isFeature(feature)) return [feature];
    problems.add(
      file,
      1,
      `features.${i}`,
      '应为带 properties.code 的 Polygon 或 MultiPolygon',
      'must be a Polygon or MultiPolygon with properties.code',
    );
    return [];
  });
  checkCodes(file, json.text, features, towns, problems);
  return { type: 'FeatureCollection', features };
}

type Feature = Static<typeof Feature>;

function isFeature(value: unknown): value is Feature {
  return Value.Check(Feature, value);
}

function checkCodes(
  file: string,
  text: string,
  features: readonly Feature[],
  towns: readonly Town[],
  problems: Problems,
): void {
  const missing = new Map(towns.map(({ code, name }) => [code, name]));
  const seen = new Set<string>();
  for (const { properties } of features) {
    const { code } = properties;
    const line = text.slice(0, Math.max(0, text.indexOf(`"${code}"`))).split('\n').length;
    if (seen.has(code)) problems.add(file, line, 'code', `“${code}”重复`, `"${code}" occurs twice`);
    else if (!missing.delete(code))
      problems.add(file, line, 'code', `没有乡镇“${code}”`, `"${code}" is no town of towns.csv`);
    seen.add(code);
  }
  for (const [code, name] of missing)
    problems.add(file, 1, 'code', `缺少${name}（${code}）`, `the town ${code} is missing`);
}
