/** Names and passwords of users (contract §7). */

/** Why something cannot be taken, for the person who wrote it. */
export interface Reason {
  zh: string;
  en: string;
}

const nameGrammar = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

/** One spelling of a name: nobody remembers how he wrote it. Undefined where it is none. */
export function userName(text: string): string | undefined {
  const name = text.trim().normalize('NFKC').toLowerCase();
  return nameGrammar.test(name) ? name : undefined;
}

export const passwordLength = { min: 10, max: 128 };

/** What is tried first wherever passwords are guessed, without what stands around it. */
const common = [
  ...[
    'password',
    'passw0rd',
    'p@ssw0rd',
    'p@ssword',
    'qwerty',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    '1qaz2wsx',
  ],
  ...[
    '1q2w3e4r',
    'iloveyou',
    'woaini',
    'admin',
    'administrator',
    'root',
    'letmein',
    'welcome',
    'changeme',
    'abc',
  ],
  ...[
    'a1b2c3d4',
    'test',
    'user',
    'guest',
    'wenming',
    'wenmingshijian',
    'xinshidai',
    'shijian',
    'zhiyuan',
    'huawei',
  ],
  ...['5201314', '1314520', '0123456789', '9876543210', '1234567890', 'aini'],
];

/** `Admin@123456` is `admin` to whoever guesses: digits, years and signs around a word add next to nothing. */
const core = (password: string): string => password.toLowerCase().replace(/^\P{L}+|\P{L}+$/gu, '');

const isRun = (text: string): boolean => {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 2);
};

/** Why a password cannot be taken; undefined where it can. */
export function passwordFault(password: string, name: string): Reason | undefined {
  const { length } = Array.from(password);
  if (length < passwordLength.min)
    return {
      zh: `密码至少${passwordLength.min}位，现在是${length}位`,
      en: `a password has at least ${passwordLength.min} characters; this one has ${length}`,
    };
  if (length > passwordLength.max)
    return {
      zh: `密码最多${passwordLength.max}位`,
      en: `a password has at most ${passwordLength.max} characters`,
    };
  const plain = password.toLowerCase();
  if (new Set(plain).size < 4 || isRun(plain))
    return {
      zh: '密码中不同的字符太少，或只是顺序排列的字符',
      en: 'too few different characters, or characters in a row',
    };
  if (core(password) === name.toLowerCase() || plain === name.toLowerCase() || onlyTwice(plain, name))
    return { zh: '密码不能是用户名，或只在用户名前后加几个字符', en: 'a password must not be the name' };
  if (common.includes(plain) || common.includes(core(password)) || /^\d+$/.test(password))
    return {
      zh: '这个密码太常见，容易被猜到；可以用几个不相关的词连起来',
      en: 'this password is a common one; join some words that have nothing to do with each other',
    };
  return undefined;
}

const onlyTwice = (plain: string, name: string): boolean =>
  name.length > 2 && plain.replaceAll(name.toLowerCase(), '').length < 4;
