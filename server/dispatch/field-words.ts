/** Whether the field of a team is what a category of orders asks for: counties name both as they like. */
import type { Team } from '../../shared/county/county.ts';
import type { Register } from '../../shared/county/register.ts';

/** Words that teams have in their fields and names, by what categories have in theirs. */
const fieldWords: readonly [category: RegExp, team: RegExp][] = [
  [/文化|文艺|艺术/, /文化|文艺|演出|艺术|非遗|戏|舞|书画/],
  [/教育|助学/, /教育|助学|支教|学校|辅导|儿童/],
  [/体育|健身/, /体育|健身|运动/],
  [/卫生|健康|医/, /卫生|健康|医|义诊|护理/],
  [/法治|法律|普法/, /法治|法律|普法|调解|平安/],
  [/农/, /农/],
  [/理论|宣讲/, /理论|宣讲/],
  [/科技|科普/, /科技|科普|科学/],
  [/环境|环保|生态/, /环境|环保|生态/],
  [/敬老|助老|养老|助残|帮扶/, /老|扶弱|助残|帮困|银龄|关爱/],
  [/便民|维修|家政/, /便民|维修|家政|应急|青年/],
];

export type FieldMatch = 'yes' | 'no' | 'unknown';

/** How the field of teams goes with one category. */
export function fieldMatcher(category: string, register: Register): (team: Team) => FieldMatch {
  const { categories } = register.county.profile;
  const name = categories.find(({ id }) => id === register.categoryKey(category))?.name ?? category;
  const patterns = fieldWords.filter(([asked]) => asked.test(name)).map(([, words]) => words);
  return (team) => {
    const text = `${team.field ?? ''} ${team.name}`;
    if (text.includes(name) || patterns.some((words) => words.test(text))) return 'yes';
    return team.field === undefined ? 'unknown' : 'no';
  };
}
