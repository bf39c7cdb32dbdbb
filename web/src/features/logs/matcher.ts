/** From where to where a match goes. */
export type Range = readonly [from: number, to: number];
/** The matches in a text without escapes; null if there is none. */
export type Matcher = (text: string) => Range[] | null;

export interface TextSearch {
  q?: string;
  regex?: true;
  case?: true;
}

/** What is looked at of one line, so that no expression holds up the page. */
const MAX_LENGTH = 10_000;
const MAX_MATCHES = 200;

// RE2, which the manager uses, is linear; here a repeated group could take for ever, and classes by name mean something else
const ONLY_RE2 = /\)[*+{]|\[\[:/;

/** Finds in the browser what the manager finds; undefined if there is no text to find or only the manager can find it. */
export function makeMatcher({ q, regex, case: exact }: TextSearch): Matcher | undefined {
  if (!q || (regex && ONLY_RE2.test(q))) return undefined;
  let expression: RegExp;
  try {
    expression = new RegExp(regex ? q : q.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), exact ? 'gu' : 'giu');
  } catch {
    return undefined;
  }
  return (text) => {
    const found: Range[] = [];
    for (const { index, 0: match } of text.slice(0, MAX_LENGTH).matchAll(expression)) {
      found.push([index, index + match.length]);
      if (found.length === MAX_MATCHES) break;
    }
    return found.length > 0 ? found : null;
  };
}
